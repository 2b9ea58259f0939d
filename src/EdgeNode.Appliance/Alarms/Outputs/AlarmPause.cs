using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>The pause of the sound: two minutes at most, for what sounds now. In memory: after a restart it sounds again.</summary>
public sealed class AlarmPause(AlarmOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _begun = DateTimeOffset.MinValue;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>The box has something to sound with.</summary>
    public bool IsAudible => options.Sound.Player.Length > 0;

    /// <summary>When the sound comes back; null when it is not paused.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return time.GetUtcNow() < _until ? _until : null;
            }
        }
    }

    /// <summary>Begins a pause; while one runs, nothing happens, so that nobody strings pauses together beforehand.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now >= _until)
            {
                (_begun, _until) = (now, now + TimeSpan.FromSeconds(Math.Min(options.Sound.PauseSeconds, AlarmSoundOptions.LongestPauseSeconds)));
            }
        }
    }

    /// <summary>An alarm that was raised after the pause began is not silenced by it.</summary>
    /// <param name="newest">When the newest of the alarms was raised.</param>
    public bool Silences(DateTimeOffset newest)
    {
        lock (_lock)
        {
            return time.GetUtcNow() < _until && newest <= _begun;
        }
    }
}
