using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Cases for the central team to adjudicate: what waits, and what is ticked off.</summary>
internal static class WorkListPage
{
    public static readonly string[] Heads = ["Site", "Case", "Revision", "Why", "Nodes", "Wait", "Crops here", "Decide"];

    public static string Of(int days, IReadOnlyList<WorkItem> items) => Html.Page($"To adjudicate, last {days} days", "/worklist", page =>
    {
        page.Text("Readers who differ come first, then nodes that the network missed, then rejected ENE nodes, other classes, other rejected nodes. A decision is for a token with the role adjudicate; what a physician says after it opens the node again.");
        page.Table(Heads, items.Where(item => item.Open.Count > 0).Select(Row), "Nothing waits.");
        page.Heading("Decided").Table(Heads, items.Where(item => item.Open.Count == 0).Select(Row), "None of these days.");
    });

    public static Cell[] Row(WorkItem item) =>
    [
        item.Site, CasePage.Link(item.Site, item.CaseKey), item.Revision == 0 ? "–" : item.Revision, string.Join(", ", item.Why), string.Join(", ", item.Nodes),
        item.Open.Count == 0 ? "none" : string.Join(", ", item.Open), item.Crops, new("open", null, AdjudicationPage.Address(item.Site, item.CaseKey)),
    ];
}
