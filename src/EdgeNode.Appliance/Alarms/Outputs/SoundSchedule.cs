using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>Which burst is due, from the alarms that nobody has acknowledged and what was played before.</summary>
public sealed class SoundSchedule(AlarmOptions options, AlarmPause pause, TimeProvider time)
{
    private DateTimeOffset _played = DateTimeOffset.MinValue;
    private (Guid Case, int Revision) _playedFor;
    private DateTimeOffset _newestPlayed = DateTimeOffset.MinValue;

    /// <summary>Pulses to play now; null: nothing is due. Asking counts as playing.</summary>
    public int? Due(IReadOnlyList<Alarm> unacknowledged)
    {
        if (unacknowledged.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var newest = unacknowledged.Max(alarm => alarm.Raised);
        if (pause.Silences(newest))
        {
            return null;
        }

        var urgent = unacknowledged[0];
        var pattern = options.Sound.Patterns.FirstOrDefault(pattern => pattern.Level == urgent.Level);
        var isNew = newest > _newestPlayed || _playedFor != (urgent.CaseId, urgent.Revision);
        var repeats = pattern is { RepeatSeconds: > 0 } && now - _played >= TimeSpan.FromSeconds(pattern.RepeatSeconds);
        if (pattern is null || !(isNew || repeats))
        {
            return null;
        }

        (_played, _playedFor, _newestPlayed) = (now, (urgent.CaseId, urgent.Revision), newest);
        return pattern.Pulses;
    }
}
