using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EdgeNode.TestPeers;

namespace EdgeNode.Center.Tests.Alive;

/// <summary>What the program tells systemd over NOTIFY_SOCKET, as a service of Type=notify with a watchdog.</summary>
public sealed class NotifyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-notify").FullName;
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _told = [];

    public NotifyTests()
    {
        _systemd.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "notify")));
        _ = ListenAsync();
    }

    public void Dispose()
    {
        _systemd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_ready_once_its_pages_are_there_beats_without_a_broker_and_says_goodbye()
    {
        await using var broker = new Mosquitto();
        var page = FreePort.Next();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenode-center.dll"), "run"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NOTIFY_SOCKET"] = Path.Combine(_folder, "notify");
        start.Environment["WATCHDOG_USEC"] = "300000";
        start.Environment["EDGENODE_CENTER_broker"] = broker.Address;
        start.Environment["EDGENODE_CENTER_storage__path"] = _folder;
        start.Environment["EDGENODE_CENTER_urls"] = $"http://127.0.0.1:{page}";
        using var centre = Process.Start(start)!;
        centre.BeginOutputReadLine();
        centre.BeginErrorReadLine();
        try
        {
            await Eventually.TrueAsync(() => _told.Contains("READY=1"), "it is ready");
            using var http = new HttpClient();
            Assert.Equal(503, (int)(await http.GetAsync(new Uri($"http://127.0.0.1:{page}/healthz"))).StatusCode);
            await BeatsAsync(5);

            await broker.StartAsync();
            await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri($"http://127.0.0.1:{page}/healthz"))).IsSuccessStatusCode, "it collects");
            await BeatsAsync(5);
            PeerProgram.Run("/bin/sh", "-c", $"kill -TERM {centre.Id}");
            await centre.WaitForExitAsync();
            await Eventually.TrueAsync(() => _told.Contains("STOPPING=1"), "it says goodbye");
        }
        finally
        {
            if (!centre.HasExited)
                centre.Kill();
        }
    }

    private async Task BeatsAsync(int more)
    {
        var before = Beats();
        await Eventually.TrueAsync(() => Beats() >= before + more, "it beats");
    }

    private int Beats() => _told.Count(line => line == "WATCHDOG=1");

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var length = await _systemd.ReceiveAsync(buffer.AsMemory());
                foreach (var line in Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    _told.Enqueue(line);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
