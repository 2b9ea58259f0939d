using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary>A verdict that counts, with the node it is about as the network saw it.</summary>
/// <param name="Class">What the network said.</param>
/// <param name="Verdict"><c>Agree</c>, <c>Reject</c> or <c>Reclassify</c>.</param>
/// <param name="NewClass">What it should be, for Reclassify.</param>
/// <param name="Last">Number of the last fact about it.</param>
/// <param name="Readers">How many different readers judged the node, and whether they differed.</param>
public sealed record JudgedNode(
    string Site, string CaseKey, int Revision, int Number, string Class, double ShortAxisMm, string Verdict, string? NewClass, int Readers, bool Differed, long Last);

/// <summary>A node that the network did not find.</summary>
/// <param name="Last">Number of the fact that says so.</param>
public sealed record MissedNode(string Site, string CaseKey, int Number, string Class, double? ShortAxisMm, long Last);

/// <summary>What physicians said and did not take back, since a moment.</summary>
public sealed class VerdictQueries(CenterDatabase database)
{
    private const string NotWithdrawn = "NOT EXISTS (SELECT 1 FROM acts AS w WHERE w.node = a.node AND w.withdraws_key = a.act_key)";

    /// <summary>Of each node the last verdict: in the order of commits, which for a case is the box's.</summary>
    public IReadOnlyList<JudgedNode> Judged(DateTimeOffset since) => database.Read(connection => connection.Rows(
            $"""
            SELECT a.node, a.case_key, a.revision, a.number, n.label, n.short_axis_mm, a.verdict, a.class, a.reader, f.n
            FROM acts AS a JOIN facts AS f ON f.id = a.id
            JOIN nodes AS n ON n.node = a.node AND n.case_key = a.case_key AND n.revision = a.revision AND n.number = a.number
            WHERE a.kind = 'Verdict' AND a.verdict IS NOT NULL AND a.received >= @since AND {NotWithdrawn} ORDER BY f.n
            """,
            row => (
                Node: (row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)),
                Label: row.GetString(4), ShortAxis: row.GetDouble(5), Verdict: row.GetString(6), Class: row.TextOrNull(7), Reader: row.GetString(8), N: row.GetInt64(9)),
            ("@since", since.ToStored())))
        .GroupBy(said => said.Node)
        .Select(said =>
        {
            var (last, (site, key, revision, number)) = (said.Last(), said.Key);
            var byReader = said.GroupBy(one => one.Reader).Select(one => (one.Last().Verdict, one.Last().Class)).ToList();
            return new JudgedNode(site, key, revision, number, last.Label, last.ShortAxis, last.Verdict, last.Class, byReader.Count, byReader.Distinct().Count() > 1, last.N);
        })
        .ToList();

    public IReadOnlyList<MissedNode> Missed(DateTimeOffset since) => database.Read(connection => connection.Rows(
        $"""
        SELECT a.node, a.case_key, a.number, a.class, a.short_axis_mm, f.n FROM acts AS a JOIN facts AS f ON f.id = a.id
        WHERE a.kind = 'MissedNode' AND a.number IS NOT NULL AND a.received >= @since AND {NotWithdrawn} ORDER BY a.node, a.case_key, a.number
        """,
        row => new MissedNode(row.GetString(0), row.GetString(1), row.GetInt32(2), row.TextOrNull(3) ?? "", row.NumberOrNull(4), row.GetInt64(5)),
        ("@since", since.ToStored())));
}
