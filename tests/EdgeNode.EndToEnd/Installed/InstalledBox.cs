using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>What the package makes of a bare Debian, and the image of a bare machine.</summary>
/// <param name="runAsync">Runs a line of shell in the box.</param>
/// <param name="patience">How many times slower than a real machine it is: 1 for a container, more for a processor that is computed.</param>
internal sealed class InstalledBox(Func<string, Task<ToolResult>> runAsync, int patience = 1)
{
    private static readonly string Packages = Path.Combine(RealData.Repository, "artifacts", "packages");

    public InstalledBox(Container container)
        : this(container.RunAsync)
    {
    }

    /// <summary>Installs a version, older or newer than what is there; the service is ready when this ends.</summary>
    public async Task InstallAsync(Container container, string version)
    {
        var package = await container.PutAsync(Path.Combine(Packages, $"edgenode_{version}_amd64.deb"));
        await MustAsync($"apt-get install --yes --quiet --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold {package}");
        Assert.Equal(version, (await MustAsync("dpkg-query -W -f='${Version}' edgenode")).Trim());
        await ReadyAsync();
    }

    public Task ReadyAsync() => Eventually.TrueAsync(
        async () => (await runAsync("systemctl is-active edgenode.service && curl --silent --fail http://127.0.0.1:8080/healthz")).ExitCode == 0, "the installed service is ready", 120 * patience);

    public async Task<string> MainProcessAsync() => (await MustAsync("systemctl show --property MainPID --value edgenode.service")).Trim();

    /// <summary>The cases as the kiosk gets them.</summary>
    public async Task<IReadOnlyList<JsonElement>> CasesAsync() =>
        [.. JsonDocument.Parse(await MustAsync("curl --silent --fail http://127.0.0.1:8080/api/cases")).RootElement.GetProperty("cases").EnumerateArray()];

    /// <summary>The one case, with its alarm.</summary>
    public async Task<JsonElement> AlarmedCaseAsync()
    {
        await Eventually.TrueAsync(async () => await CasesAsync() is [var only] && only.GetProperty("state").GetString() == "Analysed", "the study is analysed", 300 * patience);
        var row = Assert.Single(await CasesAsync());
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("alarm").ValueKind);
        return row;
    }

    private async Task<string> MustAsync(string line) => (await runAsync(line)).MustSucceed().Output;
}
