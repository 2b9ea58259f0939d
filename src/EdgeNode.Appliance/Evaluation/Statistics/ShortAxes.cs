using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>Short axes of one class of the truth in the paper's bins, and the share below 10 mm.</summary>
public sealed record ShortAxisRow(string Class, IReadOnlyList<int> Nodes, double? ShareBelow10Mm)
{
    internal static ShortAxisRow Of(IReadOnlyList<CaseMeasurement> cases, NodeClass label)
    {
        var own = cases.SelectMany(c => c.Nodes).Where(n => n.Class == label).ToList();
        return new(label.ToString(), [.. SizeBin.All.Select(bin => own.Count(n => bin.Holds(n.ShortAxisMm)))], own.Count == 0 ? null : own.Count(n => n.ShortAxisMm < 10) / (double)own.Count);
    }
}

/// <summary>Short axis of the finding minus that of the node it shares most voxels with, mm: bias, mean of the absolute, and Bland-Altman limits (bias +- 1.96 SD).</summary>
public sealed record ShortAxisError(Figure BiasMm, Figure AbsoluteMm, double? LowerLimitMm, double? UpperLimitMm)
{
    internal static ShortAxisError Of(IReadOnlyList<CaseMeasurement> cases, Bootstrap bootstrap)
    {
        var errors = cases.SelectMany(Errors).ToList();
        var bias = bootstrap.Ratio(cases, c => (Errors(c).Sum(), Errors(c).Count()));
        var absolute = bootstrap.Ratio(cases, c => (Errors(c).Sum(Math.Abs), Errors(c).Count()));
        if (errors.Count < 2)
        {
            return new(bias, absolute, null, null);
        }

        var mean = errors.Average();
        var deviation = Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (errors.Count - 1));
        return new(bias, absolute, mean - (1.96 * deviation), mean + (1.96 * deviation));
    }

    private static IEnumerable<double> Errors(CaseMeasurement c) => c.Nodes.Where(n => n.FoundShortAxisMm is not null).Select(n => n.FoundShortAxisMm!.Value - n.ShortAxisMm);
}
