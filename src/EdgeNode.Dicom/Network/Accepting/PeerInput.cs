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
    private const long NotWaiting = long.MinValue;

    private readonly PipeReader _reader;
    private readonly Socket? _socket;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;
    private readonly CancellationToken _stop;
    private readonly TimeProvider _time;
    private readonly Lock _clock = new();
    private TimeSpan? _idle;
    private long _waitingSince = NotWaiting;
    private int _minimumRate;
    private TimeSpan _rateWindow;
    private TimeSpan _waited;
    private long _taken;
    private bool _isOwed;
    private volatile bool _isTimedOut;

    public PeerInput(PipeReader reader, Socket? socket, TimeProvider time, CancellationToken stop)
    {
        _reader = reader;
        _socket = socket;
        _stop = stop;
        _time = time;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = stop.Register(reader.CancelPendingRead);
    }

    /// <summary>The peer was silent, or too slow, for too long.</summary>
    public bool IsTimedOut => _isTimedOut;

    /// <summary>It was too slow, not silent.</summary>
    public bool IsTooSlow { get; private set; }

    /// <summary>The peer is inside a message: it owes the rest at the minimum rate. Between messages it may be silent.</summary>
    public bool IsOwed
    {
        get => _isOwed;
        set
        {
            if (!value) (_waited, _taken) = (TimeSpan.Zero, 0);
            _isOwed = value;
        }
    }

    /// <summary>From now on everything must have come within <paramref name="limit"/> (ARTIM).</summary>
    public void LimitTotal(TimeSpan limit)
    {
        IsOwed = false;
        lock (_clock)
        {
            _idle = null;
            _isTimedOut = false;
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What was asked for has come: the limit of <see cref="LimitTotal"/> is over (PS3.8 section 9.2, action AE-6 stops ARTIM).</summary>
    public void StopLimit()
    {
        lock (_clock) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// From now on each wait may last <paramref name="limit"/>, and what <see cref="IsOwed"/> comes at a minimum rate. Only time spent waiting
    /// for the peer counts, so a slow disk here is never its fault.
    /// </summary>
    public void LimitEachWait(TimeSpan limit, int minimumBytesPerSecond, TimeSpan rateWindow)
    {
        (_minimumRate, _rateWindow) = (minimumBytesPerSecond, rateWindow);
        lock (_clock)
        {
            _idle = limit;
            _isTimedOut = false;
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask<PduHeader?> HeaderAsync()
    {
        if (!IsOwed)
        {
            if (await FillAsync(1) is not { } begun) return null;
            _reader.AdvanceTo(begun.Start);
            IsOwed = true;
        }

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
        _taken += length;
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
        _taken += destination.Length;
        return true;
    }

    /// <summary>What has come, 1 to <paramref name="most"/> bytes, where it lies; give it back with <see cref="Advance"/>.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> SomeAsync(long most)
    {
        if (await FillAsync(1) is not { } buffer) return null;
        if (buffer.Length > most) buffer = buffer.Slice(0, most);
        _taken += buffer.Length;
        return buffer;
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
        var start = _time.GetTimestamp();
        Volatile.Write(ref _waitingSince, start);
        var result = await pending;
        Volatile.Write(ref _waitingSince, NotWaiting);
        if (_idle is not null && IsOwed) JudgeRate(_time.GetElapsedTime(start));

        QuickAck.Arm(_socket);
        return result;
    }

    private void JudgeRate(TimeSpan wait)
    {
        _waited += wait;
        if (_waited < _rateWindow) return;
        IsTooSlow = _taken < _minimumRate * _waited.TotalSeconds;
        _isTimedOut |= IsTooSlow;
        (_waited, _taken) = (TimeSpan.Zero, 0);
    }

    private PduHeader TakeHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[PduHeader.Size];
        var part = buffer.Slice(0, PduHeader.Size);
        part.CopyTo(bytes);
        _reader.AdvanceTo(part.End);
        _taken += PduHeader.Size;
        return new((PduType)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
    }

    /// <summary>
    /// The timer runs on through all waits and looks at the present one when it fires: setting it for each wait, some ten an image, would cost more
    /// than the wait.
    /// </summary>
    private void Expire()
    {
        lock (_clock)
        {
            if (_idle is { } idle)
            {
                var since = Volatile.Read(ref _waitingSince);
                var left = since == NotWaiting ? idle : idle - _time.GetElapsedTime(since);
                if (left > TimeSpan.Zero)
                {
                    // Timers count whole milliseconds.
                    _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                    return;
                }
            }

            _isTimedOut = true;
        }

        _reader.CancelPendingRead();
    }
}
