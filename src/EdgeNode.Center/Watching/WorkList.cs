using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary>A case for the central team to look at, and why: codes, the most telling first.</summary>
/// <param name="Nodes">The nodes it is about.</param>
/// <param name="Open">Those of them that wait: nobody has decided, or a physician said something after the last decision.</param>
/// <param name="Crops">Crops of the case that are here.</param>
public sealed record WorkItem(string Site, string CaseKey, int Revision, IReadOnlyList<string> Why, IReadOnlyList<int> Nodes, IReadOnlyList<int> Open, int Crops);

/// <summary>Cases to adjudicate: where readers differ, where somebody found what the network missed, where somebody disagrees with it.</summary>
public sealed class WorkList(VerdictQueries verdicts, CaseQueries cases, Adjudications adjudications)
{
    private static readonly string[] Order = ["READERS_DIFFER", "MISSED_NODE", "ENE_REJECTED", "CLASS_CHANGED", "NODE_REJECTED"];

    /// <summary>Those that wait first, the most telling of them first; then those that are decided.</summary>
    public IReadOnlyList<WorkItem> Since(DateTimeOffset since)
    {
        var crops = cases.Crops().GroupBy(crop => (crop.Site, crop.CaseKey)).ToDictionary(group => group.Key, group => group.Count());
        var decided = adjudications.All().ToLookup(made => (made.Site, made.CaseKey));
        bool IsOpen(string site, string key, int revision, int number, long last) => !decided[(site, key)].Any(made => made.IsOf(revision, number) && made.Seen >= last);
        var judged = verdicts.Judged(since).SelectMany(node => Why(node).Select(why =>
            (node.Site, node.CaseKey, node.Revision, node.Number, Why: why, Open: IsOpen(node.Site, node.CaseKey, node.Revision, node.Number, node.Last))));
        var missed = verdicts.Missed(since).Select(node => (node.Site, node.CaseKey, Revision: 0, node.Number, Why: "MISSED_NODE", Open: IsOpen(node.Site, node.CaseKey, 0, node.Number, node.Last)));
        return
        [
            .. judged.Concat(missed).GroupBy(one => (one.Site, one.CaseKey)).Select(group => new WorkItem(
                    group.Key.Site,
                    group.Key.CaseKey,
                    group.Max(one => one.Revision),
                    [.. group.Select(one => one.Why).Distinct().OrderBy(why => Array.IndexOf(Order, why))],
                    [.. group.Select(one => one.Number).Distinct().Order()],
                    [.. group.Where(one => one.Open).Select(one => one.Number).Distinct().Order()],
                    crops.GetValueOrDefault(group.Key)))
                .OrderBy(item => item.Open.Count == 0).ThenBy(item => Array.IndexOf(Order, item.Why[0])).ThenByDescending(item => item.Nodes.Count)
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
