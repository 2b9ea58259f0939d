using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>What systemd does for a service with <c>Type=notify</c> and <c>WatchdogSec=</c>: hears it, and ends it with SIGABRT, then SIGKILL, when it falls silent.</summary>
internal sealed class Systemd : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly ApplianceUnderTest _box;
    private readonly TimeSpan _limit;
    private readonly Task _hearing;
    private long _last = Stopwatch.GetTimestamp();

    /// <param name="box">Not yet started.</param>
    /// <param name="limit">WatchdogSec.</param>
    public Systemd(ApplianceUnderTest box, TimeSpan limit)
    {
        (_box, _limit) = (box, limit);
        var path = Path.Combine(box.Folder, "notify");
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        box.Environment["NOTIFY_SOCKET"] = path;
        box.Environment["WATCHDOG_USEC"] = limit.TotalMicroseconds.ToString(CultureInfo.InvariantCulture);
        _hearing = HearAsync();
    }

    /// <summary>Signs of life so far.</summary>
    public int Signs { get; private set; }

    /// <summary>Waits until the service has been silent for the limit, ends it as systemd does, and starts it again.</summary>
    public async Task RestartsAsync()
    {
        await Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(Interlocked.Read(ref _last)) > _limit, "the service falls silent");
        (await Tool.RunAsync("kill", "-ABRT", $"{_box.ProcessId}")).MustSucceed();

        // Who does not end on that is killed when TimeoutAbortSec is over; which of the two ended it does not matter here.
        await _box.KillAsync();
        await _box.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _hearing;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task HearAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var heard = Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, _end.Token));
                Interlocked.Exchange(ref _last, Stopwatch.GetTimestamp());
                Signs += heard == "WATCHDOG=1" ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
