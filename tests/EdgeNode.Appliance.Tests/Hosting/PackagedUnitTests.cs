using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>What the packages' units and policies say, held against each other, against the program and against systemd.</summary>
public sealed partial class PackagedUnitTests
{
    [Theory]
    [InlineData("edgenode")]
    [InlineData("edgenode-center")]
    [InlineData("edgenode-kiosk")]
    public async Task Systemd_understands_every_line_of_the_units(string name)
    {
        var start = new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", Packaged(name, $"{name}.service")]) { RedirectStandardError = true };
        using var verify = Process.Start(start)!;
        var said = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);

        // All it finds is that the program is not installed on this machine.
        Assert.DoesNotContain(
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => !line.Contains($"/usr/lib/{name}/", StringComparison.Ordinal) || !line.Contains("is not executable: No such file", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_is_shorter_than_systemds_patience()
    {
        var seconds = Stop().Match(File.ReadAllText(Packaged("edgenode", "edgenode.service"))).Groups[1].Value;
        Assert.InRange(ApplianceHost.LongestStop, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture) - 2));
    }

    [Fact]
    public void What_runs_at_installation_reads_the_settings_that_the_service_reads()
    {
        const string Settings = "--config /etc/edgenode/appliance.json";
        Assert.Contains($"/edgenode run {Settings}", File.ReadAllText(Packaged("edgenode", "edgenode.service")), StringComparison.Ordinal);
        Assert.EndsWith(ApplianceConfiguration.Installed, Settings, StringComparison.Ordinal);
        Assert.Contains($"/edgenode model prepare {Settings}", File.ReadAllText(Packaged("edgenode", "postinst")), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_come_as_credentials_that_may_be_missing()
    {
        var loaded = File.ReadAllLines(Packaged("edgenode", "edgenode.service")).Where(line => line.StartsWith("LoadCredential", StringComparison.Ordinal)).ToList();
        Assert.Contains("LoadCredential=site.key", loaded);

        // A name without a path: taken from /etc/credstore where it is there (systemd.exec(5)). A path would have to exist.
        Assert.All(loaded, line => Assert.DoesNotContain(":", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sound_card_that_the_unit_shuts_out_is_opened_by_a_drop_in_that_package_and_image_bring()
    {
        Assert.Contains("PrivateDevices=yes", File.ReadAllLines(Packaged("edgenode", "edgenode.service")));
        var opened = File.ReadAllLines(Packaged("edgenode", "alarm-outputs.conf"));
        Assert.All(["PrivateDevices=no", "DeviceAllow=char-alsa rw", "SupplementaryGroups=audio"], line => Assert.Contains(line, opened));
        foreach (var script in (string[])[Packaged("", "build"), Path.Combine(RealData.Repository, "image", "os", "root"), Path.Combine(RealData.Repository, "image", "jetson", "root")])
        {
            Assert.Contains("alarm-outputs.conf", File.ReadAllText(script), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_screen_reaches_the_page_of_this_box_and_nothing_else()
    {
        using var policies = JsonDocument.Parse(File.ReadAllText(Packaged("edgenode-kiosk", "policies.json")));
        using var settings = JsonDocument.Parse(File.ReadAllText(Packaged("edgenode", "appliance.json")));
        var page = settings.RootElement.GetProperty("kiosk").GetProperty("urls").GetString()!;

        Assert.Equal(["*"], Listed("URLBlocklist"));
        Assert.Contains(page.TrimEnd('/'), Listed("URLAllowlist"));
        Assert.All(Listed("URLAllowlist"), address => Assert.True(new Uri(address).IsLoopback, address));
        Assert.Equal(2, policies.RootElement.GetProperty("DeveloperToolsAvailability").GetInt32());
        Assert.Equal(3, policies.RootElement.GetProperty("DownloadRestrictions").GetInt32());
        Assert.Contains(page, File.ReadAllText(Packaged("edgenode-kiosk", "session")), StringComparison.Ordinal);
        var unit = File.ReadAllLines(Packaged("edgenode-kiosk", "edgenode-kiosk.service"));
        Assert.Contains("IPAddressDeny=any", unit);
        Assert.Contains("IPAddressAllow=localhost", unit);

        IEnumerable<string> Listed(string policy) => policies.RootElement.GetProperty(policy).EnumerateArray().Select(entry => entry.GetString()!);
    }

    private static string Packaged(string package, string file) => Path.Combine(RealData.Repository, "image", "package", package, file);

    [GeneratedRegex(@"TimeoutStopSec=(\d+)s")]
    private static partial Regex Stop();
}
