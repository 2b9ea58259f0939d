using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace EdgeNode.Dicom.Network.Transport;

/// <summary>
/// What a peer sends, received by a thread of the connection's own and handled on it: whoever waits for bytes is continued where they arrived, and
/// nothing is received before somebody asks. A scanner waits for its answer before it sends the next image, so every change of thread on the way
/// would cost throughput. One buffer, which grows while a peer fills it.
/// </summary>
internal sealed class SocketReader : PipeReader, IValueTaskSource<ReadResult>
{
    private const int FirstBytes = 4 * 1024;
    private const int UsualBytes = 128 * 1024;

    private readonly Socket _socket;
    private readonly object _gate = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private ManualResetValueTaskSourceCore<ReadResult> _source;
    private CancellationTokenRegistration _token;
    private int _start;
    private int _end;
    private int _examined;
    private bool _isWaiting;
    private bool _isCanceled;
    private bool _isAtEnd;
    private bool _isClosed;
    private bool _wasFilled;

    public SocketReader(Socket socket) => _socket = socket;

    /// <summary>Receives for whoever waits until the connection is closed; the thread is the connection's.</summary>
    public void Run()
    {
        while (NextRoom() is { Count: > 0 } room)
        {
            var received = Receive(room);
            lock (_gate)
            {
                _isAtEnd |= received == 0;
                _wasFilled = received == room.Count;
                _end += received;
                if (!_isWaiting) continue;
                _isWaiting = false;
            }

            Continue(false);
        }

        lock (_gate) ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _buffer, []));
    }

    /// <summary>Nobody reads any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        lock (_gate)
        {
            var isReady = _isCanceled || _isAtEnd || _end > _examined;
            result = isReady ? Take(_isCanceled) : default;
            _isCanceled &= !isReady;
            return isReady;
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (TryRead(out var result)) return new(result);
            if (_isClosed) throw new InvalidOperationException("The connection is closed.");
            _source.Reset();
            _isWaiting = true;
            Monitor.Pulse(_gate);
        }

        var pending = new ValueTask<ReadResult>(this, _source.Version);
        if (cancellationToken.CanBeCanceled) _token = cancellationToken.UnsafeRegister(static reader => ((SocketReader)reader!).CancelPendingRead(), this);
        return pending;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_gate) (_start, _examined) = (consumed.GetInteger(), examined.GetInteger());
    }

    /// <summary>Whoever waits, or waits next, is continued without bytes; not on this thread, which may have many others to tell.</summary>
    public override void CancelPendingRead()
    {
        lock (_gate)
        {
            _isCanceled = !_isWaiting;
            if (!_isWaiting) return;
            _isWaiting = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static reader => reader.Continue(true), this, preferLocal: false);
    }

    public override void Complete(Exception? exception = null) => Close();

    public ReadResult GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    private void Continue(bool isCanceled)
    {
        ReadResult result;
        lock (_gate) result = Take(isCanceled);
        _token.Dispose();
        _source.SetResult(result);
    }

    private ReadResult Take(bool isCanceled) => new(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled, _isAtEnd);

    /// <summary>Waits until somebody wants bytes; empty when the connection is closed.</summary>
    private ArraySegment<byte> NextRoom()
    {
        lock (_gate)
        {
            while (!_isWaiting && !_isClosed) Monitor.Wait(_gate);
            if (_isClosed) return default;
            if (_start == _end) Move(_buffer);
            if (_end == _buffer.Length || (_wasFilled && _buffer.Length < UsualBytes)) MakeRoom();
            return new(_buffer, _end, _buffer.Length - _end);
        }
    }

    private void MakeRoom()
    {
        if (_start > 0 && _buffer.Length >= UsualBytes)
        {
            Move(_buffer);
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(UsualBytes, _buffer.Length * 2));
        var old = _buffer;
        Move(larger);
        ArrayPool<byte>.Shared.Return(old);
    }

    private void Move(byte[] to)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(to);
        (_buffer, _start, _end, _examined) = (to, 0, _end - _start, _examined - _start);
    }

    private int Receive(ArraySegment<byte> room)
    {
        try
        {
            return _socket.Receive(room);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // A reset is an end like any other.
            return 0;
        }
    }
}
