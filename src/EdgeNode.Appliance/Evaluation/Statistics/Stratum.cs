namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>The main figures of the cases that were scanned alike.</summary>
/// <param name="By">What they are alike in.</param>
/// <param name="Name">How.</param>
/// <param name="Dice">All, negative, positive, ENE.</param>
/// <param name="Detection">All, negative, positive and ENE of all sizes, then all below 5 mm.</param>
/// <param name="FalsePositivesPerVolume">All, negative, positive, ENE.</param>
public sealed record Stratum(
    string By, string Name, int Cases, IReadOnlyList<DiceScore> Dice, IReadOnlyList<Detection> Detection, IReadOnlyList<Figure> FalsePositivesPerVolume, Figure ClassRight, Figure ShortAxisErrorMm)
{
    private static readonly string[] Phases = ["None", "Arterial", "LateArterial", "Venous"];

    internal static IReadOnlyList<Stratum> All(IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap) =>
    [
        .. Of("Contrast phase", c => c.Phase, [.. Phases, .. cases.Select(c => c.Phase).OfType<string>().Except(Phases).Distinct().Order(StringComparer.Ordinal)], cases, bootstrap),
        .. Of("Slice thickness", c => c.SliceThicknessMm switch { null => null, <= 1.5 => "<= 1.5 mm", <= 3 => "1.5-3 mm", _ => "> 3 mm" }, ["<= 1.5 mm", "1.5-3 mm", "> 3 mm"], cases, bootstrap),
        .. Of("Noise", c => c.NoiseHu switch { null => null, < 10 => "< 10 HU", < 15 => "10-15 HU", _ => ">= 15 HU" }, ["< 10 HU", "10-15 HU", ">= 15 HU"], cases, bootstrap),
    ];

    private static IEnumerable<Stratum> Of(string what, Func<CaseMeasurement, string?> name, string[] order, IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap) =>
        from stratum in order
        let own = cases.Where(c => name(c) == stratum).ToList()
        where own.Count > 0
        select new Stratum(
            what, stratum, own.Count,
            [.. EvaluationResult.Classes.Select(label => DiceScore.Of(own, label, bootstrap))],
            [.. EvaluationResult.Classes.Select(label => Statistics.Detection.Of(own, label, null, bootstrap)), Statistics.Detection.Of(own, null, SizeBin.All[0], bootstrap)],
            [.. EvaluationResult.Classes.Select(label => bootstrap.Rate(own, c => FalsePositives.Of(c, label)))],
            Confusion.Of(own, bootstrap).ClassRight,
            ShortAxisError.Of(own, bootstrap).AbsoluteMm);
}
