using System.Globalization;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake.Retention;

/// <summary>
/// Days on which the box was running, counted by the box. The age of images is a number of these: a clock that jumps ten years ahead makes
/// nothing old, and one that goes back makes nothing young.
/// </summary>
internal sealed class RunningDays(Database database, TimeProvider time)
{
    internal const string CountKey = "retention.days";
    private const string DateKey = "retention.date";

    // A day of the calendar counts once, and no two within this time of running, whatever the calendar says meanwhile.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(20);

    private long? _counted;

    /// <summary>The days so far; counts the present one if it has not been counted.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (days, last) = database.Read(connection => (connection.Meta(CountKey), connection.Meta(DateKey)));
        var count = days is null ? 0 : int.Parse(days, CultureInfo.InvariantCulture);
        var today = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var isNew = today != last && now >= ClockCheck.BeforeThisProgram && (_counted is not { } counted || time.GetElapsedTime(counted) >= Shortest);
        if (!isNew) return count;

        await database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO meta (key, value) VALUES ($count, $days), ($date, $today) ON CONFLICT DO UPDATE SET value = excluded.value",
                ("$count", CountKey),
                ("$days", (count + 1).ToString(CultureInfo.InvariantCulture)),
                ("$date", DateKey),
                ("$today", today)),
            cancel);
        _counted = time.GetTimestamp();
        return count + 1;
    }
}
