using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Sites and their health, alarms of 30 days, signals of drift, the top of the work list.</summary>
internal static class OverviewPage
{
    public static string Of(IReadOnlyList<SiteHealth> sites, IReadOnlyList<AlarmSummary> alarms, IReadOnlyList<DriftWeek> drift, IReadOnlyList<WorkItem> work) => Html.Page("Overview", "/", page =>
    {
        page.Heading("Sites").Table(
            ["Site", "Line", "Last heartbeat", "Unsent", "Oldest unsent", "Software", "Model", "Runs on", "Disk free", "Analysis median", "95 %", "Technical alarms", "Cases, 30 days", "Set aside"],
            sites.Select(SiteRow),
            "No box has connected yet.");
        page.Heading("Drift that asks for a look").Table(
            ["Site", "Week", "Studies", "Signals"],
            drift.Where(week => week.Signals.Count > 0).OrderByDescending(week => week.Week, StringComparer.Ordinal).Take(12)
                .Select(week => new Cell[] { new(week.Site, null, $"/drift#{week.Site}"), week.Week, week.Analysed, new(string.Join(", ", week.Signals), "warn") }),
            "No week differs from the weeks before it by more than the rules allow. Fewer than 30 studies a week are not judged.");
        page.Heading($"To adjudicate, first ten of {work.Count(item => item.Open.Count > 0)}").Table(WorkListPage.Heads, work.Where(item => item.Open.Count > 0).Take(10).Select(WorkListPage.Row), "Nothing waits.");
        page.Heading("Alarms of the last 30 days, all sites").Table(AlarmsPage.SummaryHeads, alarms.Select(AlarmsPage.SummaryRow), "No alarm.");
    });

    private static Cell[] SiteRow(SiteHealth site)
    {
        var told = site.Telemetry;
        return
        [
            site.Site,
            new(site.State, site.State switch { "Connected" => "ok", "Silent" => "warn", _ => "bad" }),
            site.SilentSeconds is { } seconds ? new Cell(Cell.Duration(seconds).Text + " ago", seconds > 300 ? "n warn" : "n") : "never",
            site.Unsent,
            Cell.Duration(site.OldestUnsentSeconds, site.OldestUnsentSeconds > 3600 ? "n warn" : null),
            site.Software,
            told?.Model,
            told?.Provider,
            Cell.Share(told?.DiskFreeFraction, told?.DiskFreeFraction < 0.1 ? "n bad" : null),
            Cell.Duration(told?.AnalysisMedianSeconds),
            Cell.Duration(told?.AnalysisP95Seconds),
            told is { TechnicalAlarms.Count: > 0 } ? new Cell(string.Join(", ", told.TechnicalAlarms), "bad") : told is null ? "–" : "none",
            site.Cases,
            Cell.Count(site.Quarantined, site.Quarantined > 0),
        ];
    }
}
