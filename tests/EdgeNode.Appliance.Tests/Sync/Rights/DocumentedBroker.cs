using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Rights;

/// <summary>
/// mosquitto as docs/centre.md says to set it up: both blocks are taken from the page as they stand there, and only the port and the places
/// of files are this test's.
/// </summary>
internal sealed class DocumentedBroker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-documented").FullName;
    private readonly Mosquitto _mosquitto;

    public DocumentedBroker(TestAuthority authority)
    {
        var page = File.ReadAllText(Path.Combine(RealData.Repository, "docs", "centre.md"));
        var list = Path.Combine(_folder, "acl");
        File.WriteAllText(list, Block(page, "and in the `acl` file:"));
        var broker = authority.Files("localhost");
        _mosquitto = new(port => Block(page, "**Broker.**")
            .Put("listener 8883", $"listener {port} 127.0.0.1")
            .Put("/etc/mosquitto/boxes-ca.pem", broker.Authority)
            .Put("/etc/mosquitto/broker.pem", broker.Certificate)
            .Put("/etc/mosquitto/broker.key", broker.Key)
            .Put("/etc/mosquitto/acl", list));
    }

    public int Port => _mosquitto.Port;

    public string Address => $"mqtts://localhost:{Port}";

    public Task StartAsync() => _mosquitto.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _mosquitto.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The first fenced block after some words of the page.</summary>
    private static string Block(string page, string after)
    {
        var at = page.IndexOf(after, StringComparison.Ordinal);
        Assert.True(at >= 0, $"docs/centre.md does not say: {after}");
        return page[at..].Split("```\n", 3)[1];
    }
}

/// <summary>Puts a test's place where the page names the installed one.</summary>
internal static class Places
{
    public static string Put(this string text, string printed, string mine)
    {
        Assert.True(text.Split(printed).Length == 2, $"docs/centre.md names {printed} once in the configuration of the broker");
        return text.Replace(printed, mine, StringComparison.Ordinal);
    }
}
