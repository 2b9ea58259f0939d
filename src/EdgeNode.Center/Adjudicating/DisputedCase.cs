using EdgeNode.Center.Export;
using EdgeNode.Center.Watching;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Center.Adjudicating;

/// <summary>A case of the work list as the page for adjudication gets it.</summary>
/// <param name="Why">Codes of the work list; empty for a case that is not on it.</param>
/// <param name="Seen">The last fact of the case in this answer.</param>
/// <param name="MayDecide">Whoever asks may decide.</param>
internal sealed record DisputedCase(string Site, string CaseKey, IReadOnlyList<string> Why, long Seen, bool MayDecide, IReadOnlyList<DisputedNode> Nodes)
{
    /// <summary>Nodes that somebody spoke about, and all that the crops show; those that wait first.</summary>
    public static DisputedCase Of(CaseId id, CaseFacts facts, long seen, WorkItem? item, IReadOnlyList<Adjudication> decided, bool mayDecide)
    {
        var cropped = facts.Crops.Count > 0 ? facts.Crops.Keys.Max(key => key.Revision) : facts.Reports.Keys.DefaultIfEmpty(1).Max();
        var said = facts.Acts.Where(act => act.Node is not null && (act.Verdict is not null || act.Kind == "MissedNode"))
            .Select(act => (act.Kind == "MissedNode" ? cropped : act.Revision, act.Node!.Value));
        var shown = facts.Crops.Where(crop => crop.Key.Revision == cropped).SelectMany(crop => crop.Value.Nodes.Select(number => (cropped, number)));
        var withdrawn = StandingVerdicts.Withdrawn(facts.Acts);
        return new(id.Site, id.CaseKey, item?.Why ?? [], seen, mayDecide,
            [.. said.Concat(shown).Distinct().Select(node => Node(facts, node, withdrawn, item, decided)).OrderByDescending(node => node.Open).ThenByDescending(node => node.Said.Count > 0).ThenBy(node => node.Number)]);
    }

    private static DisputedNode Node(CaseFacts facts, (int Revision, int Number) node, HashSet<string> withdrawn, WorkItem? item, IReadOnlyList<Adjudication> decided)
    {
        var known = facts.Nodes.GetValueOrDefault(node);
        var acts = facts.Acts.Where(act => act.Node == node.Number && (act.Kind == "MissedNode" || (act.Verdict is not null && act.Revision == node.Revision))).ToList();

        // Its own crop shows it whole; else any that shows it.
        var crops = facts.Crops.Where(crop => crop.Key.Revision == node.Revision && crop.Value.Nodes.Contains(node.Number)).Select(crop => crop.Key.Number).ToList();
        return new(
            node.Revision,
            node.Number,
            known?.Label,
            known?.ShortAxisMm ?? acts.Select(act => act.ShortAxisMm).LastOrDefault(mm => mm is not null),
            [.. acts.Select(act => new Said(act.Reader.Key, act.Reader.Role, act.Verdict ?? act.Kind, act.Class, act.Reasons, withdrawn.Contains(act.ActKey)))],
            [.. decided.Where(one => one.IsOf(node.Revision, node.Number)).Select(one => new Decided(one.Outcome, one.By, one.Role, one.Made))],
            item?.Open.Contains(node.Number) ?? false,
            crops.Count == 0 ? null : crops.Contains(node.Number) ? node.Number : crops[0]);
    }
}

/// <summary>A node in question.</summary>
/// <param name="Network">What the network said; null for a node that it did not find.</param>
/// <param name="Open">It waits for a decision.</param>
/// <param name="Crop">Number of the crop that shows it; null where none came.</param>
internal sealed record DisputedNode(
    int Revision, int Number, NodeClass? Network, double? ShortAxisMm, IReadOnlyList<Said> Said, IReadOnlyList<Decided> Decided, bool Open, int? Crop);

/// <summary>What a physician at the site said.</summary>
internal sealed record Said(string Reader, string Role, string What, NodeClass? Class, IReadOnlyList<string> Reasons, bool Withdrawn);

/// <summary>What somebody of the central team decided.</summary>
internal sealed record Decided(Outcome Outcome, string By, string Role, string Made);
