using System.Diagnostics;
using System.Globalization;
using EdgeNode.TestPeers;

namespace EdgeNode.Benchmarks.Sync;

/// <summary>`artifacts/edgenode-center run` as a process of its own, on SQLite in a folder or on a PostgreSQL.</summary>
internal sealed class CentreProcess : IAsyncDisposable
{
    private const string Program = "artifacts/edgenode-center";

    private readonly Process _process;

    private CentreProcess(Process process) => _process = process;

    /// <summary>What it has used of a processor.</summary>
    public TimeSpan Processor => _process.TotalProcessorTime;

    public static async Task<CentreProcess> StartAsync(string broker, string folder, int number, string? postgres)
    {
        var page = FreePort.Next();
        var start = new ProcessStartInfo(Program, "run") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EDGENODE_CENTER_broker"] = broker;
        start.Environment["EDGENODE_CENTER_storage__path"] = folder;
        start.Environment["EDGENODE_CENTER_id"] = string.Create(CultureInfo.InvariantCulture, $"centre-{number}");
        start.Environment["EDGENODE_CENTER_urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{page}");
        if (postgres is not null)
            start.Environment["EDGENODE_CENTER_storage__postgres"] = postgres;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.False(process.HasExited, "the centre ended");
                try
                {
                    return (await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{page}/healthz")))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the centre is ready");
        return new(process);
    }

    /// <summary>What `edgenode-center simulate` says.</summary>
    public static async Task<string> SimulateAsync(string broker, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["simulate", .. arguments]) { RedirectStandardOutput = true };
        start.Environment["EDGENODE_CENTER_broker"] = broker;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"simulate ended with {process.ExitCode}");
        return said.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
