using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Cases for the central team to adjudicate.</summary>
internal static class WorkListPage
{
    public static readonly string[] Heads = ["Site", "Case", "Revision", "Why", "Nodes", "Crops here"];

    public static string Of(int days, IReadOnlyList<WorkItem> items) => Html.Page($"To adjudicate, last {days} days", "/worklist", page =>
    {
        page.Text("Readers who differ come first, then nodes that the network missed, then rejected ENE nodes, other classes, other rejected nodes.");
        page.Table(Heads, items.Select(Row), "Nothing waits.");
    });

    public static Cell[] Row(WorkItem item) =>
    [
        item.Site, CasePage.Link(item.Site, item.CaseKey), item.Revision == 0 ? "–" : item.Revision, string.Join(", ", item.Why), string.Join(", ", item.Nodes), item.Crops,
    ];
}
