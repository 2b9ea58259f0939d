using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A clock whose time of day can be set to anything while its timestamps go on, as a machine's do.</summary>
internal sealed class SteppedClock(DateTimeOffset begin) : TimeProvider
{
    private readonly FakeTimeProvider _running = new(begin);
    private TimeSpan _ahead;

    public override long TimestampFrequency => _running.TimestampFrequency;

    public void Advance(TimeSpan by) => _running.Advance(by);

    /// <summary>Somebody sets it.</summary>
    public void Step(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => _running.GetUtcNow() + _ahead;

    public override long GetTimestamp() => _running.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _running.CreateTimer(callback, state, dueTime, period);
}
