using System.Diagnostics;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>Who may call is who gets through the packet filter; nft itself says whether the rules are rules.</summary>
public sealed class FirewallRulesTests
{
    private static readonly PeerOptions Scanner = new() { AeTitle = "CT1", Address = "10.1.2.3" };
    private static readonly PeerOptions Network = new() { AeTitle = "PACS", Address = "10.2.0.0/16" };
    private static readonly PeerOptions Six = new() { AeTitle = "CT6", Address = "fd00::7" };
    private static readonly PeerOptions Anywhere = new() { AeTitle = "ROAMING" };

    [Fact]
    public void Listed_peers_pass_and_the_rest_is_dropped()
    {
        var rules = FirewallRules.Of(new() { Peers = [Scanner, Network, Six] });

        Assert.Contains("tcp dport != { 11112 } accept", rules, StringComparison.Ordinal);
        Assert.Contains("ip saddr 10.1.2.3/32 accept", rules, StringComparison.Ordinal);
        Assert.Contains("ip saddr 10.2.0.0/16 accept", rules, StringComparison.Ordinal);
        Assert.Contains("ip6 saddr fd00::7/128 accept", rules, StringComparison.Ordinal);
        Assert.Contains("counter drop", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_service_lets_anybody_in_nothing_is_dropped()
    {
        DicomOptions[] open = [new(), new() { Peers = [Scanner, Anywhere] }, new() { Peers = [Scanner], OnlyPeers = false }];
        Assert.All(open, dicom => Assert.DoesNotContain("drop", FirewallRules.Of(dicom), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nft_takes_them()
    {
        foreach (var dicom in new DicomOptions[] { new(), new() { Peers = [Scanner, Network, Six, Scanner] } })
        {
            using var nft = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--net", "/usr/sbin/nft", "--check", "--file", "-"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            await nft.StandardInput.WriteAsync(FirewallRules.Of(dicom));
            nft.StandardInput.Close();
            var said = await nft.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await nft.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal("", said);
            Assert.Equal(0, nft.ExitCode);
        }
    }

    [Fact]
    public async Task The_images_own_filter_loaded_again_leaves_that_of_the_peers_standing()
    {
        var filter = Path.Combine(RealData.Repository, "image/os/files/etc/nftables.conf");
        using var shell = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--net", "sh", "-c", $"set -e; /usr/sbin/nft -f -; /usr/sbin/nft -f {filter}; /usr/sbin/nft -f {filter}; /usr/sbin/nft list ruleset"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await shell.StandardInput.WriteAsync(FirewallRules.Of(new() { Peers = [Scanner] }));
        shell.StandardInput.Close();
        var rules = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        Assert.Contains("table inet edgenode", rules, StringComparison.Ordinal);
        Assert.Single(rules.Split('\n'), line => line == "table inet box {");
        Assert.Single(rules.Split('\n'), line => line.Contains("hook input priority filter - 10", StringComparison.Ordinal));
    }
}
