using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using EdgeNode.Dicom.Network.UpperLayer;
using Microsoft.AspNetCore.Connections;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// What a peer sends, without copying it: headers, short bodies, and pieces of long ones. Waits end by a deadline or by the service
/// stopping; then, as at the end of the connection, nothing more comes (false or null).
/// </summary>
internal sealed class PeerInput : IDisposable
{
    private readonly PipeReader _reader;
    private readonly Socket? _socket;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;
    private readonly CancellationToken _stop;
    private TimeSpan? _idle;
    private volatile bool _isTimedOut;

    public PeerInput(PipeReader reader, Socket? socket, TimeProvider time, CancellationToken stop)
    {
        _reader = reader;
        _socket = socket;
        _stop = stop;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = stop.Register(reader.CancelPendingRead);
    }

    /// <summary>The peer was silent, or too slow, for too long.</summary>
    public bool IsTimedOut => _isTimedOut;

    /// <summary>From now on everything must have come within <paramref name="limit"/> (ARTIM).</summary>
    public void LimitTotal(TimeSpan limit)
    {
        _idle = null;
        _isTimedOut = false;
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From now on each wait may last <paramref name="limit"/>.</summary>
    public void LimitEachWait(TimeSpan limit)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _isTimedOut = false;
        _idle = limit;
    }

    public async ValueTask<PduHeader?> HeaderAsync()
    {
        if (await FillAsync(PduHeader.Size) is not { } buffer) return null;
        return TakeHeader(buffer);
    }

    /// <summary>The body of a PDU of association control; null when it does not come. Memory is taken for what has come, not for what was announced.</summary>
    public async ValueTask<byte[]?> BodyAsync(int length)
    {
        if (length == 0) return [];
        if (await FillAsync(length) is not { } buffer) return null;
        var part = buffer.Slice(0, length);
        var body = part.ToArray();
        _reader.AdvanceTo(part.End);
        return body;
    }

    /// <summary>Exactly so many bytes, copied; for PDVs' headers.</summary>
    public async ValueTask<bool> ExactlyAsync(Memory<byte> destination)
    {
        if (destination.IsEmpty) return true;
        if (await FillAsync(destination.Length) is not { } buffer) return false;
        var part = buffer.Slice(0, destination.Length);
        part.CopyTo(destination.Span);
        _reader.AdvanceTo(part.End);
        return true;
    }

    /// <summary>What has come, 1 to <paramref name="most"/> bytes, where it lies; give it back with <see cref="Advance"/>.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> SomeAsync(long most)
    {
        if (await FillAsync(1) is not { } buffer) return null;
        return buffer.Length > most ? buffer.Slice(0, most) : buffer;
    }

    public void Advance(SequencePosition consumed) => _reader.AdvanceTo(consumed);

    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Dispose();
    }

    private async ValueTask<ReadOnlySequence<byte>?> FillAsync(int atLeast)
    {
        try
        {
            while (!_isTimedOut && !_stop.IsCancellationRequested)
            {
                var pending = _reader.ReadAtLeastAsync(atLeast);
                var result = pending.IsCompleted ? await pending : await WaitAsync(pending);
                if (result.Buffer.Length >= atLeast) return result.Buffer;
                _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted) return null;
            }
        }
        catch (Exception failure) when (failure is IOException or ConnectionAbortedException)
        {
            // The peer reset the connection; that is an end like any other.
        }

        return null;
    }

    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> pending)
    {
        if (_idle is { } idle) _timer.Change(idle, Timeout.InfiniteTimeSpan);
        var result = await pending;
        if (_idle is not null) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        QuickAck.Arm(_socket);
        return result;
    }

    private PduHeader TakeHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[PduHeader.Size];
        var part = buffer.Slice(0, PduHeader.Size);
        part.CopyTo(bytes);
        _reader.AdvanceTo(part.End);
        return new((PduType)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
    }

    private void Expire()
    {
        _isTimedOut = true;
        _reader.CancelPendingRead();
    }
}
