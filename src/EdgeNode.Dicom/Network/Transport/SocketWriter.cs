using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace EdgeNode.Dicom.Network.Transport;

/// <summary>
/// What goes to a peer: each flush is one write, and returns when the operating system has taken it. A peer that takes nothing is cut off by
/// <see cref="CancelPendingFlush"/>.
/// </summary>
internal sealed class SocketWriter(Socket socket) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private volatile bool _isFlushing;

    public override void Advance(int bytes) => _bytes.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _isFlushing = true;
        try
        {
            for (var rest = _bytes.WrittenSpan; !rest.IsEmpty;) rest = rest[socket.Send(rest)..];
            return new(new FlushResult(isCanceled: false, isCompleted: false));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return new(new FlushResult(isCanceled: false, isCompleted: true));
        }
        finally
        {
            _isFlushing = false;
            _bytes.ResetWrittenCount();
        }
    }

    public override void CancelPendingFlush()
    {
        if (_isFlushing) SocketConnection.Shutdown(socket);
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
