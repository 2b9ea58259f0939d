namespace EdgeNode.Center.Collecting;

/// <summary>
/// The collector's sign of life: each turn of its loop beats, with messages or without, and each attempt to connect. A database or a broker that
/// refuses is no standstill; one that never answers is, and so is a loop that has ended. The clock is monotonic.
/// </summary>
public sealed class CollectorPulse
{
    /// <summary>How long the loop waits for messages before it turns.</summary>
    internal static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a batch takes whose database answers at the end of its patience, three times over.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TimeProvider _time;
    private long _until;
    private long _beats;

    public CollectorPulse(TimeProvider time)
    {
        _time = time;
        Beat();
    }

    public bool IsAlive => _time.GetTimestamp() <= Interlocked.Read(ref _until);

    internal long Beats => Interlocked.Read(ref _beats);

    /// <summary>A step is done, and another begins.</summary>
    /// <param name="rest">It begins with a pause of this length.</param>
    internal void Beat(TimeSpan rest = default)
    {
        Interlocked.Exchange(ref _until, _time.GetTimestamp() + (long)((Limit + rest).TotalSeconds * _time.TimestampFrequency));
        Interlocked.Increment(ref _beats);
    }
}
