namespace EdgeNode.Appliance.Health;

/// <summary>
/// Signs of life of every stage that must not stand still. A stage that works beats at each step, one that waits for its own timer says when it
/// will be back, and one that waits for something outside the box (a page, the centre) rests and is not judged.
/// </summary>
public sealed class StageBeats(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<StageBeat> _stages = [];

    /// <summary>Registers a stage, at rest.</summary>
    /// <param name="name">For the log and the status of the box.</param>
    /// <param name="limit">Longer than any single step takes on the slowest box.</param>
    public StageBeat Add(string name, TimeSpan limit)
    {
        var stage = new StageBeat(name, limit, time);
        lock (_lock)
        {
            _stages.Add(stage);
        }

        return stage;
    }

    /// <summary>Names of the stages that have not beaten within their limit.</summary>
    public IReadOnlyList<string> Stuck()
    {
        lock (_lock)
        {
            return [.. _stages.Where(stage => stage.IsStuck).Select(stage => stage.Name)];
        }
    }

    /// <summary>For how much longer every stage may be silent; null while all of them rest.</summary>
    internal TimeSpan? Patience()
    {
        lock (_lock)
        {
            return _stages.Min(stage => stage.Patience);
        }
    }
}

/// <summary>One stage's pulse; any thread may beat. The clock is monotonic: a clock that is set changes nothing.</summary>
public sealed class StageBeat(string name, TimeSpan limit, TimeProvider time)
{
    private const long Never = long.MaxValue;
    private long _due = Never;

    public string Name => name;

    internal bool IsStuck => Patience < TimeSpan.Zero;

    internal TimeSpan? Patience => Interlocked.Read(ref _due) is var due && due != Never ? time.GetElapsedTime(time.GetTimestamp(), due) : null;

    /// <summary>A step is done, and another begins.</summary>
    public void Beat() => DueIn(TimeSpan.Zero);

    /// <summary>A step is done, and the next begins after a pause, or is known to take so much longer than others.</summary>
    public void DueIn(TimeSpan more) => Interlocked.Exchange(ref _due, time.GetTimestamp() + (long)((more + limit).TotalSeconds * time.TimestampFrequency));

    /// <summary>Silence is no sign of trouble until the next beat.</summary>
    public void Rest() => Interlocked.Exchange(ref _due, Never);
}
