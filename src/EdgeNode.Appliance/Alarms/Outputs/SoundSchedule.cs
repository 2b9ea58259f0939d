using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>
/// Which burst is due, from the alarms that nobody has acknowledged and what was played before. Seconds are counted, not read from the clock:
/// one that is set back must not make an alarm silent.
/// </summary>
public sealed class SoundSchedule(AlarmOptions options, AlarmPause pause, TimeProvider time)
{
    private long _played;
    private AlarmKey? _playedFor;
    private HashSet<AlarmKey> _stoodThen = [];

    /// <summary>Pulses to play now; null: nothing is due. Asking counts as playing.</summary>
    public int? Due(IReadOnlyList<Alarm> unacknowledged)
    {
        if (unacknowledged.Count == 0)
        {
            return null;
        }

        var keys = unacknowledged.Select(alarm => alarm.Key).ToHashSet();
        if (pause.Silences(keys))
        {
            return null;
        }

        var urgent = unacknowledged[0];
        var pattern = options.Sound.Patterns.FirstOrDefault(pattern => pattern.Level == urgent.Level);
        var isNew = urgent.Key != _playedFor || !keys.IsSubsetOf(_stoodThen);
        var repeats = pattern is { RepeatSeconds: > 0 } && time.GetElapsedTime(_played) >= TimeSpan.FromSeconds(pattern.RepeatSeconds);
        if (pattern is null || !(isNew || repeats))
        {
            return null;
        }

        (_played, _playedFor, _stoodThen) = (time.GetTimestamp(), urgent.Key, keys);
        return pattern.Pulses;
    }
}
