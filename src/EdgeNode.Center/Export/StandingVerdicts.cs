using EdgeNode.Center.Adjudicating;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Export;

/// <summary>What counts of a node: the network's class agreed with, no node at all, or another class.</summary>
internal readonly record struct StandingVerdict(bool Agreed, NodeClass? Class)
{
    public bool IsRejected => !Agreed && Class is null;
}

/// <summary>
/// What counts of the nodes of a revision: what the central team decided, else the last verdict that was not withdrawn, and missed nodes.
/// </summary>
internal static class StandingVerdicts
{
    /// <param name="acts">Of the case, in their order.</param>
    /// <param name="revision">Whose nodes.</param>
    /// <param name="decided">On the case, in their order; the last of a node counts, whatever was said since. Unclear: as if nobody had judged.</param>
    public static IReadOnlyDictionary<int, StandingVerdict> Of(IReadOnlyList<FeedbackAct> acts, int revision, IReadOnlyList<Adjudication> decided)
    {
        var standing = Said(acts, revision);
        foreach (var last in LastOf(decided, revision))
        {
            if (last.Outcome == Outcome.Unclear)
                standing.Remove(last.Number);
            else
                standing[last.Number] = new(false, last.Class);
        }

        return standing;
    }

    /// <summary>The decision that counts of each node of a revision.</summary>
    public static IReadOnlyList<Adjudication> LastOf(IReadOnlyList<Adjudication> decided, int revision) =>
        [.. decided.Where(made => made.IsOf(revision, made.Number)).GroupBy(made => made.Number).Select(group => group.Last()).OrderBy(made => made.Number)];

    /// <summary>Keys of the acts that were taken back.</summary>
    public static HashSet<string> Withdrawn(IReadOnlyList<FeedbackAct> acts) => [.. acts.Select(act => act.WithdrawsKey).OfType<string>()];

    private static Dictionary<int, StandingVerdict> Said(IReadOnlyList<FeedbackAct> acts, int revision)
    {
        var withdrawn = Withdrawn(acts);
        var standing = new Dictionary<int, StandingVerdict>();
        foreach (var act in acts.Where(act => act.Node is not null && !withdrawn.Contains(act.ActKey)))
        {
            if (act is { Verdict: { } verdict } && act.Revision == revision)
                standing[act.Node!.Value] = new(verdict == "Agree", verdict == "Reclassify" ? act.Class : null);
            else if (act is { Kind: "MissedNode", Class: { } label })
                standing[act.Node!.Value] = new(false, label);
        }

        // A missed node that was withdrawn is none: nobody marks it any more.
        foreach (var gone in acts.Where(act => act.Kind == "MissedNode" && act.Node is not null && withdrawn.Contains(act.ActKey)))
            standing[gone.Node!.Value] = new(false, null);
        return standing;
    }
}
