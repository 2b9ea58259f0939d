using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>
/// Times that the box itself has written down, to hold the clock against. What was written under a clock that was ahead stays as it is; once
/// somebody has set the clock right and says so, times between then and the newest of them are no longer held against it.
/// </summary>
public static class ClockFacts
{
    private const string FromKey = "clock.wrong.from";
    private const string UntilKey = "clock.wrong.until";
    private const string Newest = "SELECT max(t) AS newest FROM (SELECT last_instance AS t FROM cases UNION ALL SELECT raised FROM alarms UNION ALL SELECT at FROM acts)";

    /// <summary>The latest time that is not known to be wrong; null on a new box.</summary>
    public static DateTimeOffset? NewestBelieved(SqliteConnection connection) => Time(
        connection,
        Newest + " WHERE $from IS NULL OR t <= $from OR t > $until",
        ("$from", connection.Meta(FromKey)),
        ("$until", connection.Meta(UntilKey)));

    /// <summary>Somebody says that the clock is right now: what lies ahead of it was written under a wrong one. The newest such time; null when there is none.</summary>
    public static DateTimeOffset? Confirm(SqliteConnection connection, DateTimeOffset now)
    {
        if (Time(connection, Newest) is not { } newest || newest <= now)
        {
            return null;
        }

        connection.Execute(
            "INSERT INTO meta (key, value) VALUES ($from, $now), ($until, $newest) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("$from", FromKey),
            ("$now", now.ToStored()),
            ("$until", UntilKey),
            ("$newest", newest.ToStored()));
        return newest;
    }

    private static DateTimeOffset? Time(SqliteConnection connection, string query, params (string Name, object? Value)[] parameters) =>
        connection.Query(query, row => row.Time("newest"), parameters)[0];
}
