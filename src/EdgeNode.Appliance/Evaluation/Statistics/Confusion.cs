namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>
/// Classes node by node. Rows: negative, positive, ENE of the truth and, last, findings that are no node. Columns: what the appliance
/// calls them, which is the worst class with a share in the finding, and, last, missed.
/// </summary>
public sealed record Confusion(IReadOnlyList<IReadOnlyList<int>> Counts, Figure ClassRight)
{
    internal static Confusion Of(IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap)
    {
        var counts = new int[4][];
        for (var row = 0; row < 4; row++)
        {
            counts[row] = new int[4];
        }

        foreach (var node in cases.SelectMany(c => c.Nodes))
        {
            counts[(int)node.Class - 1][node.FoundClass is { } called ? (int)called - 1 : 3]++;
        }

        foreach (var finding in cases.SelectMany(c => c.Found).Where(f => f.TruthClass is null))
        {
            counts[3][(int)finding.Class - 1]++;
        }

        return new(counts, bootstrap.Share(cases, c => (c.Nodes.Count(n => n.FoundClass == n.Class), c.Nodes.Count(n => n.FoundClass is not null))));
    }
}
