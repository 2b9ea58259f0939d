using System.Diagnostics;
using EdgeNode.Center.Storage;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Kills;

/// <summary>edgenode-center as a process on a folder that outlives it.</summary>
internal sealed class KilledCentre(string id, string broker, string? postgres) : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenode-centre").FullName;

    public bool IsUp => _process is { HasExited: false };

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenode-center.dll"), "run"]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EDGENODE_CENTER_broker"] = broker;
        start.Environment["EDGENODE_CENTER_id"] = id;
        start.Environment["EDGENODE_CENTER_storage__path"] = Folder;
        start.Environment["EDGENODE_CENTER_urls"] = $"http://127.0.0.1:{_port}";
        start.Environment["EDGENODE_CENTER_longestPause"] = "0.3";
        if (postgres is not null)
            start.Environment["EDGENODE_CENTER_storage__postgres"] = postgres;
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public async Task KillAsync()
    {
        await PeerProcess.KillAsync(_process);
        _process = null;
    }

    /// <summary>What is on its disk.</summary>
    public IReadOnlyList<(string Site, string Kind, string? CaseKey, string Epoch, long? Sequence, string Id)> Facts()
    {
        using var database = postgres is null ? CenterDatabase.Open(Folder) : CenterDatabase.OpenPostgres(postgres);
        return new CaseQueries(database).Facts();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
