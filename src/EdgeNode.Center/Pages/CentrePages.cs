using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeNode.Center.Pages;

/// <summary>The pages of the central team, plain HTML.</summary>
internal static class CentrePages
{
    internal const int MostCases = 200;

    private static readonly string Style = Resource("EdgeNode.Center.Pages.style.css");

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/style.css", () => TypedResults.Content(Style, "text/css; charset=utf-8"));
        app.MapGet("/", (SiteHealthQueries sites, AlarmQueries alarms, DriftWatch drift, WorkList work, TimeProvider time) => Page(OverviewPage.Of(
            sites.All(), AlarmQueries.Summaries(alarms.Since(time.GetUtcNow().AddDays(-30)).Select(alarm => alarm with { Site = "all" })), drift.Weeks(), work.Since(time.GetUtcNow().AddDays(-90))))).Needs(Role.Read);
        app.MapGet("/alarms", (int? days, AlarmQueries alarms, TimeProvider time) => Page(AlarmsPage.Of(Days(days, 30), alarms.Since(Since(time, days, 30))))).Needs(Role.Read);
        app.MapGet("/agreement", (int? days, VerdictQueries verdicts, TimeProvider time) =>
            Page(AgreementPage.Of(Days(days, 90), verdicts.Judged(Since(time, days, 90)), verdicts.Missed(Since(time, days, 90))))).Needs(Role.Read);
        app.MapGet("/drift", (DriftWatch drift) => Page(DriftPage.Of(drift.Weeks()))).Needs(Role.Read);
        app.MapGet("/worklist", (int? days, WorkList work, TimeProvider time) => Page(WorkListPage.Of(Days(days, 90), work.Since(Since(time, days, 90))))).Needs(Role.Read);
        app.MapGet("/cases", (CaseQueries cases) => Page(CasePage.List(cases.Latest(MostCases)))).Needs(Role.Read);
        app.MapGet("/cases/{site}/{caseKey}", Case).Needs(Role.Read);
        app.MapGet("/cases/{site}/{caseKey}/{revision:int}/{number:int}.png", Picture).Needs(Role.Export);
    }

    internal static int Days(int? asked, int otherwise) => Math.Clamp(asked ?? otherwise, 1, 36500);

    internal static DateTimeOffset Since(TimeProvider time, int? asked, int otherwise) => time.GetUtcNow().AddDays(-Days(asked, otherwise));

    private static ContentHttpResult Page(string html) => TypedResults.Content(html, "text/html; charset=utf-8");

    private static Results<ContentHttpResult, NotFound> Case(string site, string caseKey, CaseQueries cases, HttpContext context)
    {
        var (reports, acts, crops) = cases.Case(site, caseKey);
        return reports.Count == 0 ? TypedResults.NotFound() : Page(CasePage.Of(site, reports, acts, crops, context.Has(Role.Export)));
    }

    private static Results<FileContentHttpResult, NotFound> Picture(string site, string caseKey, int revision, int number, CaseQueries cases, BlobStore blobs)
    {
        var crop = cases.Crops(site, caseKey).FirstOrDefault(crop => (crop.Revision, crop.Number) == (revision, number));
        return crop is not null && Read(blobs, crop.Image) is { } ct && Read(blobs, crop.Numbers) is { } numbers && ct.Geometry == numbers.Geometry
            ? TypedResults.File(CropPicture.Of(ct, numbers, number), "image/png")
            : TypedResults.NotFound();
    }

    private static Volume<short>? Read(BlobStore blobs, string name) => blobs.Find(name) is { } file ? NiftiReader.ReadHu(file).Volume : null;

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(CentrePages).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
