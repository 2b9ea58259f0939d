using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>
/// The pause of the sound: two minutes at most, for what sounds now. In memory: after a restart it sounds again. Its minutes are counted, so
/// that a clock that is set back does not make it longer.
/// </summary>
public sealed class AlarmPause(AlarmOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private (long Begun, HashSet<AlarmKey> Stood)? _pause;

    /// <summary>The box has something to sound with.</summary>
    public bool IsAudible => options.Sound.Player.Length > 0;

    /// <summary>When the sound comes back; null when it is not paused.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return Left > TimeSpan.Zero ? time.GetUtcNow() + Left : null;
            }
        }
    }

    private TimeSpan Left => _pause is { } pause
        ? TimeSpan.FromSeconds(Math.Min(options.Sound.PauseSeconds, AlarmSoundOptions.LongestPauseSeconds)) - time.GetElapsedTime(pause.Begun)
        : TimeSpan.Zero;

    /// <summary>Begins a pause; while one runs, nothing happens, so that nobody strings pauses together beforehand.</summary>
    /// <param name="standing">The alarms that nobody has acknowledged now.</param>
    public void Begin(IEnumerable<AlarmKey> standing)
    {
        lock (_lock)
        {
            if (Left <= TimeSpan.Zero)
            {
                _pause = (time.GetTimestamp(), [.. standing]);
            }
        }
    }

    /// <summary>An alarm that was raised after the pause began is not silenced by it.</summary>
    /// <param name="unacknowledged">All that would sound.</param>
    public bool Silences(IReadOnlySet<AlarmKey> unacknowledged)
    {
        lock (_lock)
        {
            return Left > TimeSpan.Zero && unacknowledged.IsSubsetOf(_pause!.Value.Stood);
        }
    }
}
