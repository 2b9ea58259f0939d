using System.Globalization;
using System.Net.Mime;
using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Keeping;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeNode.Center.Pages;

/// <summary>The same figures as JSON; facts as they came; what an administrator may do.</summary>
internal static class CentreApi
{
    public static void MapApi(this WebApplication app)
    {
        app.MapGet("/healthz", Health);
        app.MapGet("/api/cases", (CaseQueries cases) => TypedResults.Json(cases.Latest(CentrePages.MostCases), CenterJson.Default.IReadOnlyListCaseSummary)).Needs(Role.Read);
        app.MapGet("/api/sites", (CaseQueries cases) => TypedResults.Json(cases.Sites(), CenterJson.Default.IReadOnlyListSiteSummary)).Needs(Role.Read);
        app.MapGet("/api/health", (SiteHealthQueries sites) => TypedResults.Json(sites.All(), CenterJson.Default.IReadOnlyListSiteHealth)).Needs(Role.Read);
        app.MapGet("/api/alarms", (int? days, AlarmQueries alarms, TimeProvider time) =>
            TypedResults.Json(alarms.Since(CentrePages.Since(time, days, 30)), CenterJson.Default.IReadOnlyListAlarmTimes)).Needs(Role.Read);
        app.MapGet("/api/agreement", (int? days, VerdictQueries verdicts, TimeProvider time) => TypedResults.Json(
            Agreement.Of(verdicts.Judged(CentrePages.Since(time, days, 90)), verdicts.Missed(CentrePages.Since(time, days, 90))), CenterJson.Default.IReadOnlyListAgreementRow)).Needs(Role.Read);
        app.MapGet("/api/drift", (DriftWatch drift) => TypedResults.Json(drift.Weeks(), CenterJson.Default.IReadOnlyListDriftWeek)).Needs(Role.Read);
        app.MapGet("/api/worklist", (int? days, WorkList work, TimeProvider time) =>
            TypedResults.Json(work.Since(CentrePages.Since(time, days, 90)), CenterJson.Default.IReadOnlyListWorkItem)).Needs(Role.Read);
        app.MapGet("/api/facts", FactsAsync).Needs(Role.Export);
        app.MapGet("/blobs/{sha256}", (string sha256, BlobStore blobs) =>
            blobs.Find(sha256) is { } file ? Results.File(file, MediaTypeNames.Application.Octet, enableRangeProcessing: true) : TypedResults.NotFound()).Needs(Role.Export);
        app.MapGet("/api/quarantine", (CaseQueries cases) => TypedResults.Json(cases.Quarantined(), CenterJson.Default.IReadOnlyListQuarantinedMessage)).Needs(Role.Admin);
        app.MapPost("/api/retention", (Retention retention) => TypedResults.Json(retention.Run(), CenterJson.Default.Removed)).Needs(Role.Admin);
    }

    private static JsonHttpResult<CentreHealth> Health(CaseQueries queries, CollectorStatus status)
    {
        var (reports, quarantined) = queries.Counts();
        var health = new CentreHealth(status.Connected, status.Connected, reports, quarantined);
        return TypedResults.Json(health, CenterJson.Default.CentreHealth, statusCode: health.Ready ? 200 : 503);
    }

    /// <summary>
    /// Messages as they came, a line each: <c>n</c>, site, kind, and the message. Ask again with the last <c>n</c> as <c>after</c>; with several
    /// collectors a smaller number can appear a moment later, so go back a little.
    /// </summary>
    private static async Task FactsAsync(HttpContext context, CaseQueries cases, long? after, int? limit)
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (var fact in cases.FactsAfter(after ?? 0, Math.Clamp(limit ?? 1000, 1, 10_000)))
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{fact.N},\"site\":\"{fact.Site}\",\"kind\":\"{fact.Kind}\",\"message\":");
            await context.Response.WriteAsync(head, context.RequestAborted);
            await context.Response.Body.WriteAsync(fact.Payload, context.RequestAborted);
            await context.Response.WriteAsync("}\n", context.RequestAborted);
        }
    }
}
