using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Export;

/// <summary>What counts of a node: the network's class agreed with, no node at all, or another class.</summary>
internal readonly record struct StandingVerdict(bool Agreed, NodeClass? Class)
{
    public bool IsRejected => !Agreed && Class is null;
}

/// <summary>What physicians said of the nodes of a revision and what still counts: the last verdict that was not withdrawn, and missed nodes.</summary>
internal static class StandingVerdicts
{
    public static IReadOnlyDictionary<int, StandingVerdict> Of(IReadOnlyList<FeedbackAct> acts, int revision)
    {
        var withdrawn = acts.Select(act => act.WithdrawsKey).OfType<string>().ToHashSet();
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
