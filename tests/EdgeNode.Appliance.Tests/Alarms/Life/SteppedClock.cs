using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

/// <summary>A clock that is set by hand, as NTP or an engineer does: timers and what counts seconds go on as they were.</summary>
internal sealed class SteppedClock(DateTimeOffset begin) : FakeTimeProvider(begin)
{
    private TimeSpan _offset;

    public void Step(TimeSpan by) => _offset += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    // The base class counts by what it calls the time, which is the set one here.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
