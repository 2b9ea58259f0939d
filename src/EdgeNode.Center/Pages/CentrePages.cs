using System.Net;
using System.Text;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeNode.Center.Pages;

/// <summary>Read-only: <c>/</c>, <c>/api/cases</c>, <c>/api/sites</c>, <c>/healthz</c>.</summary>
internal static class CentrePages
{
    private const int MostCases = 200;

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", (CaseQueries queries) => TypedResults.Content(Page(queries.Sites(), queries.Latest(MostCases)), "text/html; charset=utf-8"));
        app.MapGet("/api/cases", (CaseQueries queries) => TypedResults.Json(queries.Latest(MostCases), CenterJson.Default.IReadOnlyListCaseSummary));
        app.MapGet("/api/sites", (CaseQueries queries) => TypedResults.Json(queries.Sites(), CenterJson.Default.IReadOnlyListSiteSummary));
        app.MapGet("/healthz", Health);
    }

    private static JsonHttpResult<CentreHealth> Health(CaseQueries queries, CollectorStatus status)
    {
        var (reports, quarantined) = queries.Counts();
        var health = new CentreHealth(status.Connected, status.Connected, reports, quarantined);
        return TypedResults.Json(health, CenterJson.Default.CentreHealth, statusCode: health.Ready ? 200 : 503);
    }

    private static string Page(IReadOnlyList<SiteSummary> sites, IReadOnlyList<CaseSummary> cases)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="10"><title>EdgeNode centre</title>
            <style>body{font:16px system-ui,sans-serif;margin:2rem;color:#1c2430}
            td,th{padding:.3rem .9rem;text-align:left;border-bottom:1px solid #d5dae1}</style>
            <h1>EdgeNode centre</h1>
            """);
        Table(page, "Sites", ["Site", "Connected", "Unsent", "Last heartbeat"], sites.Select(site => new object?[]
        {
            site.Site, site.Online ? "yes" : "no", site.Unsent, site.LastHeartbeat,
        }));
        Table(page, "Cases", ["Site", "Case", "Revision", "State", "Priority", "Nodes", "Received"], cases.Select(row => new object?[]
        {
            row.Site, row.CaseKey, row.Revision, row.State, row.Level, row.Nodes, row.Received,
        }));
        return page.ToString();
    }

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<object?[]> rows)
    {
        page.Append("<h2>").Append(title).Append("</h2><table><tr>");
        foreach (var head in heads)
            page.Append("<th>").Append(head);
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var cell in row)
                page.Append("<td>").Append(WebUtility.HtmlEncode(cell?.ToString() ?? "–"));
        }

        page.Append("</table>");
    }
}
