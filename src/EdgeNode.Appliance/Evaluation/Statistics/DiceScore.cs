using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>Dice = 2 |A and B| / (|A| + |B|).</summary>
/// <param name="Class">Null for all foreground.</param>
/// <param name="PerCase">Mean over the cases where truth or result hold the class; a case without both says nothing.</param>
/// <param name="Pooled">Over the voxels of all cases together.</param>
public sealed record DiceScore(string? Class, Figure PerCase, Figure Pooled)
{
    internal static DiceScore Of(IReadOnlyList<CaseMeasurement> cases, NodeClass? label, Bootstrap bootstrap)
    {
        var k = label is { } one ? (int)one : 0;
        return new(
            label?.ToString(),
            bootstrap.Mean(cases, c => c.TruthVoxels[k] + c.FoundVoxels[k] is > 0 and var sum ? 2.0 * c.CommonVoxels[k] / sum : null),
            bootstrap.Ratio(cases, c => (2.0 * c.CommonVoxels[k], c.TruthVoxels[k] + c.FoundVoxels[k])));
    }
}
