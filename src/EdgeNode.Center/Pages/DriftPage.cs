using System.Globalization;
using System.Net;
using System.Text;
using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Pages;

/// <summary>Drift by site and week: chart of the alarm rate, PSI of each distribution, what signalled.</summary>
internal static class DriftPage
{
    private const int Shown = 26;
    private const int Height = 90;
    private const int Step = 26;

    public static string Of(IReadOnlyList<DriftWeek> weeks) => Html.Page("Drift", "/drift", page =>
    {
        page.Text(
            "Each week against the site's own weeks before it, 26 at most, without weeks that signalled. A distribution signals where its PSI is above 0.2 and above what chance gives "
            + "in 99 of 100 weeks of that size, or its KS distance has p below 0.01; with 30 on both sides at least. The alarm rate (priority 1 to 3) is that of the last weeks with 30 studies together, 8 weeks at most, and signals outside exact limits that chance passes in at most 27 of 10,000. A site that has changed for good gets a new baseline by `edgenode-center baseline restart`. Columns from short axis on: PSI, and KS's p where it signals.");
        if (weeks.Count == 0)
            page.Raw("<p class=\"none\">No sketch has come yet.</p>");
        foreach (var site in weeks.GroupBy(week => week.Site))
        {
            var shown = site.TakeLast(Shown).ToList();
            page.Raw($"<h2 id=\"{WebUtility.HtmlEncode(site.Key)}\">{WebUtility.HtmlEncode(site.Key)}</h2>").Raw(Chart(shown));
            page.Table(
                ["Week", "Studies", "Unsuitable", "Failed", "Alarm rate", "Limits", "Rejected", "Missed", .. shown[0].Comparisons.Select(one => one.Name), "Signals"],
                shown.AsEnumerable().Reverse().Select(Row));
        }
    });

    private static Cell[] Row(DriftWeek week) =>
    [
        week.Restart is { } why ? new Cell($"{week.Week}, baseline anew: {why}", "wrap") : week.Week,
        week.Analysed,
        week.Unsuitable,
        week.Failed,
        Cell.Share(week.AlarmRate, week.Signals.Contains("ALARM_RATE") ? "n warn" : null),
        week is { AlarmLow: { } low, AlarmHigh: { } high } ? new Cell(string.Create(CultureInfo.InvariantCulture, $"{low:0 %} to {high:0 %}{Over(week)}"), "n") : new("–", "n"),
        Cell.Share(week.RejectionRate, week.Signals.Contains("REJECTION_DOUBLED") ? "n warn" : null),
        week.Missed,
        .. week.Comparisons.Select(one => one is { Signals: true, Comparison: { } found }
            ? new Cell(string.Create(CultureInfo.InvariantCulture, $"{found.Psi:0.00}, p {found.KsP:0.0000}"), "n warn")
            : Cell.Number(one.Comparison?.Psi)),
        week.Signals.Count > 0 ? new Cell(string.Join(", ", week.Signals), "warn") : "none",
    ];

    private static string Over(DriftWeek week) =>
        week.AlarmWeeks > 1 ? string.Create(CultureInfo.InvariantCulture, $", {week.AlarmStudies} in {week.AlarmWeeks} weeks") : "";

    /// <summary>The alarm rate as dots, its limits as a grey band; a week that signals is a triangle.</summary>
    private static string Chart(List<DriftWeek> weeks)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{(weeks.Count * Step) + 40}\" height=\"{Height + 20}\" role=\"img\" aria-label=\"Alarm rate by week with its limits\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"12\" font-size=\"10\" fill=\"#5b6675\">100 %</text><text x=\"0\" y=\"{Height + 8}\" font-size=\"10\" fill=\"#5b6675\">0 %</text>");
        foreach (var (week, i) in weeks.Select((week, i) => (week, i)))
        {
            var x = 44 + (i * Step);
            if (week is { AlarmLow: { } low, AlarmHigh: { } high })
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x - (Step / 2)}\" width=\"{Step}\" y=\"{Y(high):0.#}\" height=\"{Y(low) - Y(high):0.#}\" fill=\"#e3e7ec\"/>");
            if (week.AlarmRate is { } rate)
            {
                svg.Append(week.Signals.Contains("ALARM_RATE")
                    ? string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x - 5} {Y(rate) + 4:0.#}l5 -9l5 9z\" fill=\"#9c1c1c\"/>")
                    : string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{Y(rate):0.#}\" r=\"3.5\" fill=\"#1c2430\"/>"));
            }
        }

        return svg.Append("</svg>").ToString();
    }

    private static double Y(double share) => 5 + ((1 - share) * (Height - 5));
}
