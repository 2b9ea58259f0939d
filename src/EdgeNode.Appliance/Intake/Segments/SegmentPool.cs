namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>
/// Segments to append to: each belongs to one association at a time and goes to the next one when that ends, so that senders which open an
/// association for every image fill one segment too. The next empty one is made while the present one is being filled.
/// </summary>
internal sealed class SegmentPool(Spool spool, TimeProvider time) : IAsyncDisposable
{
    private const long LargestBytes = 64 << 20;
    private const long SmallestBytes = 1 << 20;

    // Less room than most slices need: not worth starting another instance in.
    private const long LeastLeft = 1 << 20;

    // A segment takes at most this part of what is free, so that a small disk is not spent on reserve.
    private const int PartOfFree = 16;

    private readonly Lock _lock = new();
    private readonly Stack<Segment> _idle = new();
    private Task<Segment>? _next;
    private bool _isDisposed;

    /// <summary>A segment with room, the caller's until it is given back.</summary>
    /// <exception cref="IOException">The disk has no room.</exception>
    public async ValueTask<Segment> LeaseAsync()
    {
        Task<Segment>? next;
        lock (_lock)
        {
            if (_idle.TryPop(out var segment)) return segment;
            (next, _next) = (_next, null);
        }

        var taken = next is null ? Create() : await next;
        lock (_lock) if (!_isDisposed) _next ??= Task.Run(Create);
        return taken;
    }

    /// <summary>The association has no more instances for it, or it is full.</summary>
    public void Return(Segment segment)
    {
        lock (_lock)
        {
            if (!_isDisposed && !IsFull(segment))
            {
                _idle.Push(segment);
                return;
            }
        }

        segment.Seal();
    }

    public static bool IsFull(Segment segment) => segment.Left < LeastLeft;

    /// <summary>At a stop in good order: what was reserved and not used is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<Segment>? next;
        lock (_lock)
        {
            _isDisposed = true;
            (next, _next) = (_next, null);
        }

        while (_idle.TryPop(out var segment)) segment.Seal();
        if (next is null) return;
        try
        {
            (await next).Seal();
        }
        catch (IOException)
        {
            // There was no room for it.
        }
    }

    private Segment Create()
    {
        var free = new DriveInfo(spool.Folder).AvailableFreeSpace;
        var bytes = Segment.Align(Math.Clamp(free / PartOfFree, SmallestBytes, LargestBytes));
        return Segment.Create(spool.Folder, Guid.CreateVersion7(time.GetUtcNow()).ToString("N") + Spool.SegmentExtension, bytes);
    }
}
