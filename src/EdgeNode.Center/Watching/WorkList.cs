using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary>A case for the central team to look at, and why: codes, the most telling first.</summary>
/// <param name="Nodes">The nodes it is about.</param>
/// <param name="Crops">Crops of the case that are here.</param>
public sealed record WorkItem(string Site, string CaseKey, int Revision, IReadOnlyList<string> Why, IReadOnlyList<int> Nodes, int Crops);

/// <summary>Cases to adjudicate: where readers differ, where somebody found what the network missed, where somebody disagrees with it.</summary>
public sealed class WorkList(VerdictQueries verdicts, CaseQueries cases)
{
    private static readonly string[] Order = ["READERS_DIFFER", "MISSED_NODE", "ENE_REJECTED", "CLASS_CHANGED", "NODE_REJECTED"];

    public IReadOnlyList<WorkItem> Since(DateTimeOffset since)
    {
        var crops = cases.Crops().GroupBy(crop => (crop.Site, crop.CaseKey)).ToDictionary(group => group.Key, group => group.Count());
        var judged = verdicts.Judged(since).SelectMany(node => Why(node).Select(why => (node.Site, node.CaseKey, node.Revision, node.Number, Why: why)));
        var missed = verdicts.Missed(since).Select(node => (node.Site, node.CaseKey, Revision: 0, node.Number, Why: "MISSED_NODE"));
        return
        [
            .. judged.Concat(missed).GroupBy(one => (one.Site, one.CaseKey)).Select(group => new WorkItem(
                    group.Key.Site,
                    group.Key.CaseKey,
                    group.Max(one => one.Revision),
                    [.. group.Select(one => one.Why).Distinct().OrderBy(why => Array.IndexOf(Order, why))],
                    [.. group.Select(one => one.Number).Distinct().Order()],
                    crops.GetValueOrDefault(group.Key)))
                .OrderBy(item => Array.IndexOf(Order, item.Why[0])).ThenByDescending(item => item.Nodes.Count)
                .ThenBy(item => item.Site, StringComparer.Ordinal).ThenBy(item => item.CaseKey, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Why(JudgedNode node)
    {
        if (node.Differed)
            yield return "READERS_DIFFER";
        if (node.Verdict == "Reject")
            yield return node.Class == "Ene" ? "ENE_REJECTED" : "NODE_REJECTED";
        if (node.Verdict == "Reclassify")
            yield return "CLASS_CHANGED";
    }
}
