using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>
/// How many nodes are found. Sensitivity is TP / (TP + FN). The paper (Huang et al., Cancers 2023;15:5890) prints its detection rate as
/// TP / (TP + FP), which is a precision: reported as printed too, FP being findings that touch no node.
/// </summary>
/// <param name="Class">Null for all.</param>
/// <param name="Size">Null for all sizes.</param>
/// <param name="Touched">Sensitivity where any voxel of a node is labelled (overlap &gt; 0).</param>
/// <param name="Half">Sensitivity where more than half of its voxels are.</param>
/// <param name="TouchedAsPrinted">The formula with FP in the denominator; only without a size, as a false positive has no true size.</param>
public sealed record Detection(string? Class, string? Size, Figure Touched, Figure Half, Figure? TouchedAsPrinted, Figure? HalfAsPrinted)
{
    internal static Detection Of(IReadOnlyList<CaseMeasurement> cases, NodeClass? label, SizeBin? size, Bootstrap bootstrap)
    {
        return new(label?.ToString(), size?.Name, Sensitivity(0), Sensitivity(0.5), size is null ? Printed(0) : null, size is null ? Printed(0.5) : null);

        Figure Sensitivity(double overlap) => bootstrap.Share(cases, c => (Hits(c, overlap), Nodes(c).Count()));
        Figure Printed(double overlap) => bootstrap.Share(cases, c => (Hits(c, overlap), Hits(c, overlap) + FalsePositives.Of(c, label)));
        int Hits(CaseMeasurement c, double overlap) => Nodes(c).Count(n => n.Overlap > overlap);
        IEnumerable<TruthNode> Nodes(CaseMeasurement c) => c.Nodes.Where(n => (label is null || n.Class == label) && (size is null || size.Holds(n.ShortAxisMm)));
    }
}

/// <summary>Findings that touch no node of the truth.</summary>
internal static class FalsePositives
{
    public static int Of(CaseMeasurement c, NodeClass? label) => c.Found.Count(f => f.TruthClass is null && (label is null || f.Class == label));
}
