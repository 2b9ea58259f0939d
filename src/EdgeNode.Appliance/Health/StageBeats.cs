namespace EdgeNode.Appliance.Health;

/// <summary>
/// Signs of life of every stage that must not stand still. A stage that works beats at each step; one that waits for something outside it (a
/// model that is being built, a case that does not come) rests and is not judged.
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
}

/// <summary>One stage's pulse; any thread may beat. The clock is monotonic: a clock that is set changes nothing.</summary>
public sealed class StageBeat(string name, TimeSpan limit, TimeProvider time)
{
    private const long Resting = long.MinValue;
    private long _last = Resting;

    public string Name => name;

    internal bool IsStuck => Interlocked.Read(ref _last) is var last && last != Resting && time.GetElapsedTime(last) > limit;

    /// <summary>A step is done, and another begins.</summary>
    public void Beat() => Interlocked.Exchange(ref _last, time.GetTimestamp());

    /// <summary>Nothing to do: silence is no sign of trouble until the next beat.</summary>
    public void Rest() => Interlocked.Exchange(ref _last, Resting);
}
