namespace EdgeNode.SyncBox;

/// <summary>The machine's clock, set forward or back by hand, as NTP or an engineer does. Timers and stopwatches go on as they were.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _offset;

    public void Step(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
}
