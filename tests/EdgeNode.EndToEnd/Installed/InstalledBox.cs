using System.Text.Json;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>What the package makes of a bare Debian.</summary>
internal sealed class InstalledBox(Container container)
{
    private static readonly string Packages = Path.Combine(RealData.Repository, "artifacts", "packages");

    /// <summary>Installs a version, older or newer than what is there; the service is ready when this ends.</summary>
    public async Task InstallAsync(string version)
    {
        var package = await container.PutAsync(Path.Combine(Packages, $"edgenode_{version}_amd64.deb"));
        await container.MustAsync($"apt-get install --yes --quiet --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold {package}");
        Assert.Equal(version, (await container.MustAsync("dpkg-query -W -f='${Version}' edgenode")).Trim());
        await ReadyAsync();
    }

    public Task ReadyAsync() => Eventually.TrueAsync(
        async () => (await container.RunAsync("systemctl is-active edgenode.service && curl --silent --fail http://127.0.0.1:8080/healthz")).ExitCode == 0, "the installed service is ready", 120);

    public async Task<string> MainProcessAsync() => (await container.MustAsync("systemctl show --property MainPID --value edgenode.service")).Trim();

    /// <summary>The cases as the kiosk gets them.</summary>
    public async Task<IReadOnlyList<JsonElement>> CasesAsync() =>
        [.. JsonDocument.Parse(await container.MustAsync("curl --silent --fail http://127.0.0.1:8080/api/cases")).RootElement.GetProperty("cases").EnumerateArray()];

    /// <summary>The one case, with its alarm.</summary>
    public async Task<JsonElement> AlarmedCaseAsync()
    {
        await Eventually.TrueAsync(async () => await CasesAsync() is [var only] && only.GetProperty("state").GetString() == "Analysed", "the study is analysed", 300);
        var row = Assert.Single(await CasesAsync());
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("alarm").ValueKind);
        return row;
    }
}
