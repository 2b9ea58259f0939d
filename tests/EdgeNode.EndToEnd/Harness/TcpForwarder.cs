using System.Net;
using System.Net.Sockets;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Makes a port answer that nobody listened on before: a peer that comes back.</summary>
internal sealed class TcpForwarder : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _to;

    public TcpForwarder(int from, int to)
    {
        (_listener, _to) = (new(IPAddress.Loopback, from), to);
        _listener.Start();
        _ = ForwardAllAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task ForwardAllAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ForwardAsync(TcpClient caller)
    {
        using var called = new TcpClient();
        await called.ConnectAsync(IPAddress.Loopback, _to);
        using (caller)
        {
            await Task.WhenAny(caller.GetStream().CopyToAsync(called.GetStream()), called.GetStream().CopyToAsync(caller.GetStream()));
        }
    }
}
