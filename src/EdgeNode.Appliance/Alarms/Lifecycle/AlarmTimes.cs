using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms.Lifecycle;

/// <summary>How long one interval of the alarms of the last days took: nearest-rank median and 95th percentile, seconds.</summary>
/// <param name="Interval"><c>lastSliceToAlarm</c> (T0 to T1), <c>alarmToAcknowledged</c> (T1 to T2), <c>alarmToDecision</c> (T1 to T3) or <c>lastSliceToDecision</c>.</param>
/// <param name="Count">Alarms that have both ends.</param>
public sealed record AlarmInterval(string Interval, int Count, double? MedianSeconds, double? P95Seconds);

/// <summary>The response times of a site, from the alarms of the last 30 days.</summary>
public static class AlarmTimes
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    public static IReadOnlyList<AlarmInterval> Of(SqliteConnection connection, DateTimeOffset now)
    {
        var alarms = connection.Query(
            $"SELECT {Alarm.Columns} FROM alarms a WHERE a.raised >= $since", Alarm.Read, ("$since", (now - Window).ToStored()));
        return
        [
            Of("lastSliceToAlarm", alarms.Select(alarm => alarm.Raised - alarm.LastInstance)),
            Of("alarmToAcknowledged", alarms.Select(alarm => alarm.Acknowledged - alarm.Raised)),
            Of("alarmToDecision", alarms.Select(alarm => alarm.Decided - alarm.Raised)),
            Of("lastSliceToDecision", alarms.Select(alarm => alarm.Decided - alarm.LastInstance)),
        ];
    }

    private static AlarmInterval Of(string name, IEnumerable<TimeSpan?> lengths)
    {
        var seconds = lengths.OfType<TimeSpan>().Select(length => length.TotalSeconds).Order().ToList();
        return new(name, seconds.Count, Rank(seconds, 0.5), Rank(seconds, 0.95));
    }

    /// <summary>Nearest rank, to the millisecond; null of nothing.</summary>
    internal static double? Rank(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Count) - 1], 3);
}
