using System.Globalization;
using EdgeNode.Appliance.Evaluation.Statistics;

namespace EdgeNode.Appliance.Evaluation.Report;

/// <summary>The main figures in a few lines for a terminal.</summary>
internal static class EvaluationSummary
{
    public static string Of(EvaluationResult result)
    {
        var all = result.Detection.Where(d => d.Size is null).ToList();
        return string.Join(Environment.NewLine, [
            $" {result.Cases} cases, {result.Refused.Count} not measured",
            $" Dice           all {Text(result.Dice[0].PerCase)}; {ByClass(result.Dice.Select(d => d.PerCase))}",
            $" sensitivity    all {Text(all[0].Touched)} touched, {Text(all[0].Half)} by half; {ByClass(all.Select(d => d.Touched))}",
            $" < 5 mm         {Text(result.Detection.First(d => d.Class is null && d.Size == SizeBin.All[0].Name).Touched)}",
            $" false positives a volume  {Text(result.FalsePositivesPerVolume[0])}; {ByClass(result.FalsePositivesPerVolume)}",
            $" class right    {Text(result.Confusion.ClassRight)} of the detected",
            $" short axis     {Text(result.ShortAxisError.AbsoluteMm)} mm mean absolute error",
        ]);
    }

    /// <summary>The value and its interval, the value alone where the cases are too few for one, or a dash where there is none.</summary>
    public static string Text(Figure figure) => figure switch
    {
        { Value: null } => "-",
        { Low: null } => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.00} ({figure.Low:0.00}-{figure.High:0.00})"),
    };

    private static string ByClass(IEnumerable<Figure> figures) => string.Join(", ", figures.Skip(1).Zip(["negative", "positive", "ENE"], (f, name) => $"{name} {Text(f)}"));
}
