using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary>From a week on, a site is compared with nothing older: the central team knows why it has changed for good.</summary>
/// <param name="FromWeek">ISO week, <c>2026-W45</c>.</param>
/// <param name="Reason">One of <see cref="Baselines.Reasons"/>.</param>
/// <param name="By">Account of who asked for it.</param>
public sealed record BaselineRestart(string Site, string FromWeek, string Reason, string By, string Made);

/// <summary>Restarts of baselines; recorded, and never removed.</summary>
public sealed class Baselines(CenterDatabase database, TimeProvider time)
{
    public static IReadOnlyList<string> Reasons { get; } = ["SCANNER_CHANGED", "PROTOCOL_CHANGED", "MODEL_CHANGED", "PATIENTS_CHANGED", "CHANGE_ACCEPTED"];

    /// <summary>When it returns, it is on disk.</summary>
    /// <exception cref="System.Data.Common.DbException">The store refuses.</exception>
    public void Restart(string site, string fromWeek, string reason, string by) => database.Read(connection => connection.Run(
        "INSERT INTO baselines (node, from_week, reason, decider, made) VALUES (@node, @week, @reason, @by, @made)",
        ("@node", site), ("@week", fromWeek), ("@reason", reason), ("@by", by), ("@made", time.GetUtcNow().ToStored())));

    /// <summary>All, in the order in which they were made.</summary>
    public IReadOnlyList<BaselineRestart> All() => database.Read(connection => connection.Rows(
        "SELECT node, from_week, reason, decider, made FROM baselines ORDER BY n",
        row => new BaselineRestart(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))));

    /// <summary>A site that has told of itself: a misspelt name would do nothing, unseen.</summary>
    public bool Knows(string site) => database.Read(connection =>
        connection.Rows("SELECT 1 FROM sites WHERE node = @node UNION SELECT 1 FROM sketches WHERE node = @node", _ => true, ("@node", site))).Count > 0;
}
