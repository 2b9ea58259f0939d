using System.Globalization;
using System.Net;
using System.Text;
using EdgeNode.Appliance.Evaluation.Statistics;
using EdgeNode.Contracts.Results;
using static EdgeNode.Appliance.Evaluation.Report.EvaluationSummary;

namespace EdgeNode.Appliance.Evaluation.Report;

/// <summary>evaluation.html: the tables of the paper and plots, one self-contained page.</summary>
internal static class EvaluationPage
{
    private static readonly string[] Colours = ["#c0392b", "#c9a400", "#1f8ea8"];

    public static string Write(EvaluationResult r, IReadOnlyList<CaseMeasurement> cases)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation of {Safe(r.Model.Id)} {Safe(r.Model.Version)}</title>
            <style>body{"{"}font:15px/1.5 system-ui,sans-serif;max-width:64em;margin:2em auto;padding:0 1em{"}"}table{"{"}border-collapse:collapse;margin:.5em 0 1.5em{"}"}td,th{"{"}border-bottom:1px solid #ccc;padding:.2em .8em;text-align:right{"}"}td:first-child,th:first-child{"{"}text-align:left{"}"}svg text{"{"}font-size:11px{"}"}.grid{"{"}stroke:#ddd;fill:none{"}"}figure{"{"}display:inline-block;margin:0 1em 1em 0;vertical-align:top{"}"}figcaption{"{"}max-width:380px;font-size:13px{"}"}</style>
            <h1>Evaluation of {Safe(r.Model.Id)} {Safe(r.Model.Version)}</h1>
            {(r.ClinicalUse ? "" : "<p><b>This model is not for clinical use.</b></p>")}
            <p>{r.Cases} cases, {r.Refused.Count} not measured. Model manifest SHA-256 {Safe(r.Model.Sha256)}, computed by {Safe(r.Model.Provider)} in {Safe(r.Model.Precision)}{(r.Model.Options is { Count: > 0 } options ? ", other than nnU-Net: " + Safe(string.Join(", ", options)) : "")}. Brackets: 95 % confidence interval, percentile bootstrap over cases (1000 resamples, seeded); none of fewer than {Bootstrap.LeastCases} cases; exact (Clopper-Pearson, Poisson) of none and of all. A dash: nothing to compute it from.</p>
            <p>A node is 26-connected labelled voxels{(r.PlacedNodes is { } placed ? $" ({r.Detection[0].Touched.Of} from {placed} that were placed: those that touch are one)" : "")}. Detected: a voxel of it is labelled (overlap &gt; 0), or more than half of them (&gt; 50 %), of whatever class. Sensitivity is TP / (TP + FN). The paper (Huang et al., Cancers 2023;15:5890) prints its detection rate as TP / (TP + FP): given beside it, as printed. A false positive is a finding that touches no node. The class of a finding is the one that the appliance shows.</p>
            """);
        Table(page, "Dice", ["", "mean of cases", "all voxels together"], r.Dice.Select(d => new[] { Name(d.Class), Text(d.PerCase), Text(d.Pooled) }));
        Table(page, "Detection by class and short axis", ["", "nodes", "overlap &gt; 0", "&gt; 50 %", "&gt; 0, as printed", "&gt; 50 %, as printed"], r.Detection.Select(d => new[]
        {
            $"{Name(d.Class)}{(d.Size is null ? "" : ", " + Safe(d.Size))}", Count(d.Touched.Of), Text(d.Touched), Text(d.Half), d.TouchedAsPrinted is null ? "" : Text(d.TouchedAsPrinted), d.HalfAsPrinted is null ? "" : Text(d.HalfAsPrinted),
        }));
        Table(page, "False positives a volume", ["all", "negative", "positive", "ENE"], [[.. r.FalsePositivesPerVolume.Select(Text)]]);
        string[] rows = ["negative", "positive", "ENE", "no node"];
        Table(page, "Classes node by node", ["truth", "called negative", "positive", "ENE", "missed"], r.Confusion.Counts.Select((row, i) => row.Select((n, k) => i == 3 && k == 3 ? "" : Count(n)).Prepend(rows[i]).ToArray()));
        page.Append(CultureInfo.InvariantCulture, $"<p>Class right among the detected: {Text(r.Confusion.ClassRight)}.</p>");
        Table(page, "Short axis against class (truth)", ["", .. SizeBin.All.Select(b => Safe(b.Name)), "below 10 mm", "paper"], r.ShortAxes.Select((s, i) => new[] { Name(s.Class) }
            .Concat(s.Nodes.Select(Count)).Append(s.ShareBelow10Mm is { } share ? share.ToString("0 %", CultureInfo.InvariantCulture) : "-").Append(((string[])["96 %", "45 %", "13 %"])[i]).ToArray()));
        var e = r.ShortAxisError;
        page.Append(CultureInfo.InvariantCulture, $"<p>Short axis of finding minus node: bias {Text(e.BiasMm)} mm, mean absolute {Text(e.AbsoluteMm)} mm, limits of agreement {e.LowerLimitMm:0.0} to {e.UpperLimitMm:0.0} mm. Expected calibration error {r.Calibration.ExpectedError:0.00}.</p>");
        Plots(page, r, cases);
        string[] alike = ["", "cases", "Dice", "Dice negative", "positive", "ENE", "overlap &gt; 0", "&gt; 50 %", "negative", "positive", "ENE", "&lt; 5 mm", "false positives", "of them ENE", "class right", "short axis, mm"];
        static string Of(Figure figure) => figure.Value is null ? "-" : $"{Text(figure)} of {Count(figure.Of)}";
        Table(page, "By contrast phase, slice thickness and noise", alike, r.Strata.Select(s => (string[])
        [
            $"{Safe(s.By)}: {Safe(s.Name)}", Count(s.Cases), Text(s.Dice[0].PerCase), .. s.Dice.Skip(1).Select(d => Text(d.Pooled)),
            Of(s.Detection[0].Touched), Of(s.Detection[0].Half), .. s.Detection.Skip(1).Select(d => Of(d.Touched)),
            Text(s.FalsePositivesPerVolume[0]), Text(s.FalsePositivesPerVolume[3]), Of(s.ClassRight), Text(s.ShortAxisErrorMm),
        ]));
        page.Append("<p>Dice of the classes over all voxels together; sensitivity of the classes and sizes at overlap &gt; 0; mean absolute error of the short axis.</p>");
        if (r.Refused.Count > 0)
        {
            Table(page, "Not measured", ["case", "reason", ""], r.Refused.Select(c => new[] { Safe(c.Name), Safe(c.Code), Safe(c.Text) }));
        }

        return page.Append("</html>").ToString();
    }

    private static void Plots(StringBuilder page, EvaluationResult r, IReadOnlyList<CaseMeasurement> cases)
    {
        var froc = new SvgPlot("false positives a volume", "sensitivity", Math.Max(1, r.Froc.Select(p => p.FalsePositivesPerVolume).DefaultIfEmpty(1).Max()), 0, 1);
        froc.Line(r.Froc.Select(p => (p.FalsePositivesPerVolume, p.Sensitivity)), Colours[2]);
        var calibration = new SvgPlot("confidence", "right", 1, 0, 1);
        calibration.Line([(0, 0), (1, 1)], "#999", dashed: true);
        foreach (var bin in r.Calibration.Bins.Where(b => b.Findings > 0))
        {
            calibration.Dot(bin.Confidence!.Value, bin.Right!.Value, Colours[2], 2 + Math.Sqrt(bin.Findings));
        }

        var widest = 10 * Math.Ceiling(cases.SelectMany(c => c.Nodes).SelectMany(n => new[] { n.ShortAxisMm, n.FoundShortAxisMm ?? 0 }).Append(30).Max() / 10);
        var axes = new SvgPlot("short axis of the node, mm", "of the finding, mm", widest, 0, widest);
        axes.Line([(0, 0), (widest, widest)], "#999", dashed: true);
        var detection = new SvgPlot("short axis of the node, mm", "overlap", widest, 0, 1);
        foreach (var node in cases.SelectMany(c => c.Nodes))
        {
            var colour = Colours[(int)node.Class - (int)NodeClass.Negative];
            detection.Dot(node.ShortAxisMm, node.Overlap, colour);
            if (node.FoundShortAxisMm is { } found)
            {
                axes.Dot(node.ShortAxisMm, found, colour);
            }
        }

        foreach (var (plot, caption) in ((SvgPlot, string)[])[
            (froc, "FROC: findings of at least a score count."), (calibration, "Calibration: how often findings of a confidence have the right class; area by their number."),
            (axes, "Short axis. Red negative, yellow positive, blue ENE."), (detection, "Share of each node that is labelled.")])
        {
            page.Append(CultureInfo.InvariantCulture, $"<figure>{plot.Write()}<figcaption>{caption}</figcaption></figure>");
        }
    }

    private static void Table(StringBuilder page, string title, string[] head, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><table><tr>{string.Concat(head.Select(h => $"<th>{h}</th>"))}</tr>");
        foreach (var row in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>");
        }

        page.Append("</table>");
    }

    private static string Name(string? label) => label is null ? "all" : label.ToLowerInvariant() is "ene" ? "ENE" : label.ToLowerInvariant();

    private static string Count(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
