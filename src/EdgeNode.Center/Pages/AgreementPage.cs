using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Where physicians disagree with the network, by class and size and by site; nodes it missed.</summary>
internal static class AgreementPage
{
    public static string Of(int days, IReadOnlyList<JudgedNode> judged, IReadOnlyList<MissedNode> missed) => Html.Page($"Agreement of the last {days} days", "/agreement", page =>
    {
        page.Text("The last verdict on a node counts, withdrawn ones do not. Verdicts exist only for nodes that were shown and judged: these are not rates of all nodes.");
        page.Heading("By class and short axis").Table(
            ["Class", "Short axis", "Judged", "Agreed", "Rejected", "Reclassified", "Disagreement", "Missed by the network"],
            Agreement.Of(judged, missed).Where(row => row.Judged + row.Missed > 0).Select(row => new Cell[]
            {
                row.Class, row.Size, row.Judged, row.Agreed, row.Rejected, row.Reclassified, Cell.Share(row.Disagreement, row is { Judged: >= 10, Disagreement: > 0.3 } ? "n warn" : null), row.Missed,
            }),
            "No verdict yet.");
        page.Heading("By site").Table(
            ["Site", "Judged", "Agreed", "Rejected", "Reclassified", "Disagreement", "Judged by two or more", "They differed", "Missed nodes"],
            judged.Select(node => node.Site).Concat(missed.Select(node => node.Site)).Distinct().Order(StringComparer.Ordinal).Select(site =>
            {
                var nodes = judged.Where(node => node.Site == site).ToList();
                return new Cell[]
                {
                    site, nodes.Count, nodes.Count(node => node.Verdict == "Agree"), nodes.Count(node => node.Verdict == "Reject"), nodes.Count(node => node.Verdict == "Reclassify"),
                    Cell.Share(nodes.Count == 0 ? null : 1 - ((double)nodes.Count(node => node.Verdict == "Agree") / nodes.Count)),
                    nodes.Count(node => node.Readers > 1), nodes.Count(node => node.Differed), missed.Count(node => node.Site == site),
                };
            }),
            "No verdict yet.");
        page.Heading("Missed nodes").Table(
            ["Site", "Case", "Node", "Class", "Short axis"],
            missed.Select(node => new Cell[] { node.Site, CasePage.Link(node.Site, node.CaseKey), node.Number, node.Class, Cell.Number(node.ShortAxisMm, "0.0 mm") }),
            "Nobody has marked one.");
    });
}
