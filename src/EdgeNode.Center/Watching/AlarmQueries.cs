using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary>An alarm with its times: T0 last slice, T1 alarm, T2 first acknowledged, T3 first decided. Seconds from T1, the first from T0; null where not reached.</summary>
public sealed record AlarmTimes(string Site, string CaseKey, int Level, double? ToAlarm, double? ToAcknowledged, double? ToDecision, string? Decision, string Received);

/// <summary>The times of one site's alarms of one level.</summary>
public sealed record AlarmSummary(string Site, int Level, int Alarms, Interval ToAlarm, Interval ToAcknowledged, Interval ToDecision, int NotAcknowledged, int NotDecided);

/// <summary>Asks the store for alarms. A case has one: its most urgent.</summary>
public sealed class AlarmQueries(CenterDatabase database)
{
    /// <summary>Alarms whose report came at or after a moment, the latest first.</summary>
    public IReadOnlyList<AlarmTimes> Since(DateTimeOffset since) => database.Read(connection => connection.Rows(
        """
        SELECT r.node, r.case_key, min(r.level), min(r.alarm_s), max(r.received),
          (SELECT min(a.since_alarm_s) FROM acts AS a WHERE a.node = r.node AND a.case_key = r.case_key AND a.kind = 'Acknowledge'),
          (SELECT min(a.since_alarm_s) FROM acts AS a WHERE a.node = r.node AND a.case_key = r.case_key AND a.kind = 'Decide'),
          (SELECT a.decision FROM acts AS a WHERE a.node = r.node AND a.case_key = r.case_key AND a.kind = 'Decide' ORDER BY a.since_alarm_s DESC LIMIT 1)
        FROM reports AS r WHERE r.alarm_s IS NOT NULL AND r.level IS NOT NULL AND r.received >= @since
        GROUP BY r.node, r.case_key ORDER BY max(r.received) DESC, r.case_key
        """,
        row => new AlarmTimes(
            row.GetString(0), row.GetString(1), (int)row.GetInt64(2), row.NumberOrNull(3), row.NumberOrNull(5), row.NumberOrNull(6), row.TextOrNull(7), row.GetString(4)),
        ("@since", since.ToStored())));

    public static IReadOnlyList<AlarmSummary> Summaries(IEnumerable<AlarmTimes> alarms) =>
    [
        .. alarms.GroupBy(alarm => (alarm.Site, alarm.Level)).OrderBy(group => group.Key.Site, StringComparer.Ordinal).ThenBy(group => group.Key.Level).Select(group => new AlarmSummary(
            group.Key.Site,
            group.Key.Level,
            group.Count(),
            Interval.Of(group.Select(alarm => alarm.ToAlarm)),
            Interval.Of(group.Select(alarm => alarm.ToAcknowledged)),
            Interval.Of(group.Select(alarm => alarm.ToDecision)),
            group.Count(alarm => alarm.ToAcknowledged is null),
            group.Count(alarm => alarm.ToDecision is null))),
    ];
}
