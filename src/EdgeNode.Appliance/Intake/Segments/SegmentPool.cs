using Microsoft.Win32.SafeHandles;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>
/// Segments to append to: each belongs to one association at a time and goes to the next one when that ends, so that senders which open an
/// association for every image fill one segment too. A reserve of empty ones whose blocks were written once already is kept: a sync into them
/// has no file system metadata to write, which is most of what a sync costs. The reserve grows with what was asked of it.
/// </summary>
/// <param name="spool">Where they lie.</param>
/// <param name="time">For their names.</param>
/// <param name="sync">What the disk does at a sync; null: <see cref="DiskSync.Data"/>.</param>
internal sealed class SegmentPool(Spool spool, TimeProvider time, Action<SafeFileHandle>? sync = null) : IDisposable
{
    private const long LargestBytes = 64 << 20;
    private const long SmallestBytes = 1 << 20;

    // Less room than most slices need: not worth starting another instance in.
    private const long LeastLeft = 1 << 20;

    // A segment takes at most this part of what is free, so that a small disk is not spent on reserve.
    private const int PartOfFree = 32;
    private const int LargestReserve = 12;

    private readonly Lock _lock = new();
    private readonly Stack<Segment> _idle = new();
    private readonly Stack<Segment> _reserve = new();
    private int _wanted = 1;
    private bool _isDisposed;

    /// <summary>Whether another segment would be of use in the reserve.</summary>
    public bool WantsMore
    {
        get
        {
            lock (_lock) return !_isDisposed && _reserve.Count < _wanted;
        }
    }

    public static bool IsFull(Segment segment) => segment.Left < LeastLeft;

    /// <summary>A segment with room, the caller's until it is given back.</summary>
    /// <exception cref="IOException">The disk has no room.</exception>
    public Segment Lease()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out var used)) return used;
            if (_reserve.TryPop(out var ready)) return ready;
            _wanted = Math.Min(LargestReserve, _wanted + 1);
        }

        return Create();
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

    /// <summary>An empty segment that is not written yet.</summary>
    public Segment Create()
    {
        var free = new DriveInfo(spool.Folder).AvailableFreeSpace;
        var bytes = Segment.Align(Math.Clamp(free / PartOfFree, SmallestBytes, LargestBytes));
        return Segment.Create(spool.Folder, Guid.CreateVersion7(time.GetUtcNow()).ToString("N") + Spool.SegmentExtension, bytes, sync);
    }

    /// <summary>Puts an empty segment into the reserve; false when that is full.</summary>
    public bool Add(Segment empty)
    {
        lock (_lock)
        {
            if (_isDisposed || _reserve.Count >= LargestReserve) return false;
            _reserve.Push(empty);
            _wanted = Math.Max(_wanted, _reserve.Count);
            return true;
        }
    }

    /// <summary>At a stop in good order: segments with instances give back what they do not use, the reserve waits for the next start.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            while (_idle.TryPop(out var segment)) segment.Seal();
            while (_reserve.TryPop(out var segment)) segment.Dispose();
        }
    }
}
