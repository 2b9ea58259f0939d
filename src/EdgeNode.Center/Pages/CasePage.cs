using System.Globalization;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Pages;

/// <summary>Everything that is known of a case, and pictures of its crops.</summary>
internal static class CasePage
{
    public static Cell Link(string site, string caseKey) => new(caseKey[..12], "key", $"/cases/{site}/{caseKey}");

    public static string List(IReadOnlyList<CaseSummary> cases) => Html.Page("Cases", "/cases", page => page.Text("The latest first, each with its latest revision.").Table(
        ["Site", "Case", "Revision", "State", "Priority", "Nodes", "Received"],
        cases.Select(one => new Cell[] { one.Site, Link(one.Site, one.CaseKey), one.Revision, one.State, one.Level, one.Nodes, one.Received[..16].Replace('T', ' ') })));

    /// <param name="site">The box.</param>
    /// <param name="reports">The last of each revision, the latest revision first.</param>
    /// <param name="acts">In the order of the box.</param>
    /// <param name="crops">The latest version of each node.</param>
    /// <param name="mayExport">Pictures are pieces of CT: only for who may see them.</param>
    public static string Of(string site, IReadOnlyList<CaseReport> reports, IReadOnlyList<FeedbackAct> acts, IReadOnlyList<CropSummary> crops, bool mayExport) =>
        Html.Page($"Case {reports[0].CaseKey[..12]} of {site}", "/cases", page =>
        {
            foreach (var report in reports)
                Report(page, report);
            page.Heading("What physicians said").Table(
                ["Kind", "Revision", "Node", "Verdict", "Class", "Reasons", "Short axis", "Decision", "Reader", "Role", "After the alarm"],
                acts.Select(act => new Cell[]
                {
                    act.Kind, act.Revision, act.Node, act.Verdict, act.Class?.ToString(), string.Join(", ", act.Reasons), Cell.Number(act.ShortAxisMm, "0.0 mm"), act.Decision,
                    new(act.Reader.Key[..8], "key"), act.Reader.Role, Cell.Duration(act.SecondsSinceAlarm),
                }),
                "Nothing yet.");
            page.Heading("Crops");
            if (crops.Count == 0)
                page.Raw("<p class=\"none\">None came.</p>");
            else if (!mayExport)
                page.Text($"{crops.Count} came; a token with the role export shows them.");
            foreach (var crop in mayExport ? crops : [])
            {
                var address = string.Create(CultureInfo.InvariantCulture, $"/cases/{site}/{crop.CaseKey}/{crop.Revision}/{crop.Number}.png");
                page.Raw($"<figure><img src=\"{address}\" alt=\"Crop of node {crop.Number}\"><figcaption>Revision {crop.Revision}, node {crop.Number}: {System.Net.WebUtility.HtmlEncode(crop.Why)}. "
                    + "Outline: the node in white, others grey. Skin and outside are air.</figcaption></figure>");
            }
        }, refresh: false);

    private static void Report(Html page, CaseReport report)
    {
        page.Heading($"Revision {report.Revision}: {report.State}{(report.Priority is { } priority ? $", priority {priority.Level}" : "")}{(report.ReasonCode is { } code ? $", {code}" : "")}");
        page.Text(string.Join(" · ", new[]
        {
            report.Subject is { } subject ? $"age {subject.AgeBand ?? "–"}, sex {subject.Sex ?? "–"}" : null,
            report.Model is { } model ? $"model {model.Id} {model.Version} on {model.Provider}" : null,
            report.Scan is { SpacingMm: [_, _, var z] } scan ? string.Create(CultureInfo.InvariantCulture, $"{scan.SliceCount} slices of {z:0.##} mm") : null,
            report.Limits.Count > 0 ? $"limits: {string.Join(", ", report.Limits)}" : null,
            report.Priority is { Reasons.Count: > 0 } fired ? $"rules: {string.Join(", ", fired.Reasons.Select(reason => reason.Code))}" : null,
        }.OfType<string>()));
        page.Table(
            ["Node", "Class", "Negative", "Positive", "ENE", "Side", "Short axis", "Long axis", "Volume", "Mean HU", "Borderline", "Cut off"],
            report.Nodes.Select(node => new Cell[]
            {
                node.Id, node.Label.ToString(), Cell.Number(node.ClassProbabilities.ElementAtOrDefault(0)), Cell.Number(node.ClassProbabilities.ElementAtOrDefault(1)), Cell.Number(node.ClassProbabilities.ElementAtOrDefault(2)),
                node.Side, Cell.Number(node.ShortAxisMm, "0.0 mm"), Cell.Number(node.LongAxisMm, "0.0 mm"), Cell.Number(node.VolumeMm3, "0 mm³"), Cell.Number(node.MeanHu, "0"), node.Borderline ? "yes" : "no", node.Truncated ? "yes" : "no",
            }),
            "No node.");
    }
}
