using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EdgeNode.Dicom.Network.Transport;

/// <summary>One accepted connection, with its thread.</summary>
internal sealed class SocketConnection : DefaultConnectionContext, IConnectionSocketFeature, IDuplexPipe
{
    // Parsing is iterative and instances are never on the stack; what is not touched is not taken.
    private const int StackBytes = 512 * 1024;
    private static long _last;

    private readonly SocketReader _reader;

    public SocketConnection(Socket socket)
        : base(string.Create(CultureInfo.InvariantCulture, $"dicom-{Interlocked.Increment(ref _last)}"))
    {
        Socket = socket;
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        _reader = new(socket);
        Output = new SocketWriter(socket);
        Transport = this;
        Features.Set<IConnectionSocketFeature>(this);
        new Thread(Run, StackBytes) { IsBackground = true, Name = "DICOM peer" }.Start();
    }

    public Socket Socket { get; }

    public PipeReader Input => _reader;

    public PipeWriter Output { get; }

    /// <summary>Ends whatever waits for the peer, in both directions.</summary>
    public static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The peer was first.
        }
    }

    /// <summary>Whoever reads or writes sees the end of the connection.</summary>
    public override void Abort(ConnectionAbortedException abortReason) => Shutdown(Socket);

    public override ValueTask DisposeAsync()
    {
        _reader.Close();
        Shutdown(Socket);
        return base.DisposeAsync();
    }

    private void Run()
    {
        _reader.Run();
        Socket.Dispose();
    }
}
