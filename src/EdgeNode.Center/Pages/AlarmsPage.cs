using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Alarms with their times T0 to T3.</summary>
internal static class AlarmsPage
{
    private const int Most = 300;

    public static readonly string[] SummaryHeads =
    [
        "Site", "Priority", "Alarms", "T0 to T1 median", "95 %", "T1 to T2 median", "95 %", "T1 to T3 median", "95 %", "Not acknowledged", "Not decided",
    ];

    public static string Of(int days, IReadOnlyList<AlarmTimes> alarms) => Html.Page($"Alarms of the last {days} days", "/alarms", page =>
    {
        page.Text("T0: last slice received. T1: alarm raised. T2: first acknowledged. T3: first decided. A case has one alarm, its most urgent.");
        page.Heading("By site and priority").Table(SummaryHeads, AlarmQueries.Summaries(alarms).Select(SummaryRow), "No alarm.");
        page.Heading("Latest").Table(
            ["Site", "Case", "Priority", "T0 to T1", "T1 to T2", "T1 to T3", "Decision", "Report received"],
            alarms.Take(Most).Select(alarm => new Cell[]
            {
                alarm.Site,
                CasePage.Link(alarm.Site, alarm.CaseKey),
                alarm.Level,
                Cell.Duration(alarm.ToAlarm),
                alarm.ToAcknowledged is null ? new("not yet", "warn") : Cell.Duration(alarm.ToAcknowledged),
                alarm.ToDecision is null ? new("not yet", "warn") : Cell.Duration(alarm.ToDecision),
                alarm.Decision,
                alarm.Received[..16].Replace('T', ' '),
            }),
            "No alarm.");
    });

    public static Cell[] SummaryRow(AlarmSummary row) =>
    [
        row.Site, row.Level, row.Alarms, Cell.Duration(row.ToAlarm.Median), Cell.Duration(row.ToAlarm.P95), Cell.Duration(row.ToAcknowledged.Median), Cell.Duration(row.ToAcknowledged.P95),
        Cell.Duration(row.ToDecision.Median), Cell.Duration(row.ToDecision.P95), Cell.Count(row.NotAcknowledged, row.NotAcknowledged > 0), row.NotDecided,
    ];
}
