namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>Time that stands still until every timer that is armed is told that it has passed.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;

    public override long GetTimestamp() => _passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>False when nothing was waiting for time to pass.</summary>
    public bool Expire()
    {
        Timer[] armed;
        lock (_timers)
        {
            armed = [.. _timers];
            _timers.Clear();
            _passed += TimeSpan.FromHours(1);
        }

        foreach (var timer in armed) timer.Fire();
        return armed.Length > 0;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // Reports run on threads of their own.
            lock (time._timers)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan) time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
