using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>The main figures of the cases that were scanned alike.</summary>
public sealed record Stratum(string By, string Name, int Cases, Figure ForegroundDice, Figure Sensitivity, Figure SensitivityEne, Figure SensitivityBelow5Mm, Figure FalsePositivesPerVolume, Figure ClassRight)
{
    internal static IReadOnlyList<Stratum> All(IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap) =>
    [
        .. Of("Contrast phase", c => c.Phase, ["None", "Arterial", "LateArterial", "Venous"], cases, bootstrap),
        .. Of("Slice thickness", c => c.SliceThicknessMm switch { null => null, <= 1.5 => "<= 1.5 mm", <= 3 => "1.5-3 mm", _ => "> 3 mm" }, ["<= 1.5 mm", "1.5-3 mm", "> 3 mm"], cases, bootstrap),
        .. Of("Noise", c => c.NoiseHu switch { null => null, < 10 => "< 10 HU", < 15 => "10-15 HU", _ => ">= 15 HU" }, ["< 10 HU", "10-15 HU", ">= 15 HU"], cases, bootstrap),
    ];

    private static IEnumerable<Stratum> Of(string what, Func<CaseMeasurement, string?> name, string[] order, IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap) =>
        from stratum in order
        let own = cases.Where(c => name(c) == stratum).ToList()
        where own.Count > 0
        select new Stratum(
            what, stratum, own.Count,
            DiceScore.Of(own, null, bootstrap).PerCase,
            Detection.Of(own, null, null, bootstrap).Touched,
            Detection.Of(own, NodeClass.Ene, null, bootstrap).Touched,
            Detection.Of(own, null, SizeBin.All[0], bootstrap).Touched,
            bootstrap.Mean(own, c => FalsePositives.Of(c, null)),
            Confusion.Of(own, bootstrap).ClassRight);
}
