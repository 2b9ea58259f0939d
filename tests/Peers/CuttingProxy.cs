using System.Net;
using System.Net.Sockets;

namespace EdgeNode.TestPeers;

/// <summary>A TCP proxy between a box and its broker: keeps every byte that goes up, can cut, refuse and delay.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _to;
    private readonly Lock _lock = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly MemoryStream _up = new();
    private readonly Task _accepting;
    private volatile bool _refuses;

    public CuttingProxy(int to)
    {
        _to = to;
        Port = FreePort.Next();
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every chunk waits this long, either way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Everything that callers have sent.</summary>
    public byte[] Up
    {
        get
        {
            lock (_lock)
            {
                return _up.ToArray();
            }
        }
    }

    /// <summary>Cuts what is open; new connections are taken and cut.</summary>
    public void Refuse()
    {
        _refuses = true;
        Cut();
    }

    public void Accept() => _refuses = false;

    /// <summary>Cuts what is open, in the middle of whatever it was.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (var client in _open)
                client.Close();
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Refuse();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var called = new TcpClient();
        using (caller)
        {
            try
            {
                lock (_lock)
                {
                    if (_refuses)
                        return;
                    _open.Add(caller);
                    _open.Add(called);
                }

                await called.ConnectAsync(IPAddress.Loopback, _to);
                await Task.WhenAny(PumpAsync(caller, called, keep: true), PumpAsync(called, caller, keep: false));
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut, or the peer is gone.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool keep)
    {
        var (source, sink) = (from.GetStream(), to.GetStream());
        var buffer = new byte[1 << 16];
        while (await source.ReadAsync(buffer) is > 0 and var read)
        {
            if (keep)
            {
                lock (_lock)
                {
                    _up.Write(buffer, 0, read);
                }
            }

            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay);
            await sink.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
