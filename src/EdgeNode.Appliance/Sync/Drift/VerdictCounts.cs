using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Drift;

/// <summary>How often physicians agreed, rejected, reclassified and found a missed node, by the week in which they said so.</summary>
internal static class VerdictCounts
{
    private static readonly string[] Verdicts = ["Agree", "Reject", "Reclassify"];

    public static void Add(SqliteConnection connection, FeedbackAct act, DateTimeOffset at)
    {
        if (act.Kind == ActKinds.MissedNode || act.Verdict is not null)
        {
            connection.Execute(
                "INSERT INTO verdict_counts (week, what, n) VALUES ($week, $what, 1) ON CONFLICT DO UPDATE SET n = n + 1",
                ("$week", IsoWeek.Of(at).Name),
                ("$what", act.Verdict ?? ActKinds.MissedNode));
        }
    }

    /// <summary>Agreed, rejected, reclassified; and missed nodes.</summary>
    public static (IReadOnlyList<int> Verdicts, int Missed) Of(SqliteConnection connection, string week)
    {
        var counts = connection.Query("SELECT what, n FROM verdict_counts WHERE week = $week", row => (What: row.Text("what")!, N: row.Int("n")), ("$week", week))
            .ToDictionary(count => count.What, count => count.N);
        return ([.. Verdicts.Select(verdict => counts.GetValueOrDefault(verdict))], counts.GetValueOrDefault(ActKinds.MissedNode));
    }
}
