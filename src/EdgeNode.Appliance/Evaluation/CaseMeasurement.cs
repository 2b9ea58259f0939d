using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>What one case gives to the evaluation: counts and nodes, no voxels. Kept as JSON, so that an interrupted evaluation goes on.</summary>
public sealed record CaseMeasurement
{
    public required string Name { get; init; }

    /// <summary>What this measurement is of (<see cref="MeasurementKey"/>).</summary>
    public required string Key { get; init; }

    /// <summary>How it was scanned, where truth.json says so.</summary>
    public string? Phase { get; init; }

    public double? SliceThicknessMm { get; init; }

    public double? NoiseHu { get; init; }

    /// <summary>Nodes that were put into it, where truth.json says so: some may touch and be one of <see cref="Nodes"/>.</summary>
    public int? PlacedNodes { get; init; }

    /// <summary>Voxels of each label (index 1..3; 0 all foreground): in the truth, in the result, in both.</summary>
    public required IReadOnlyList<long> TruthVoxels { get; init; }

    public required IReadOnlyList<long> FoundVoxels { get; init; }

    public required IReadOnlyList<long> CommonVoxels { get; init; }

    public required IReadOnlyList<TruthNode> Nodes { get; init; }

    public required IReadOnlyList<FoundNode> Found { get; init; }
}

/// <summary>A node of the truth: 26-connected voxels with a label.</summary>
/// <param name="Class">The class of most of its voxels.</param>
/// <param name="ShortAxisMm">Axial, measured as the appliance measures findings.</param>
/// <param name="Overlap">Share of its voxels that the result labels, of whatever class.</param>
/// <param name="FoundClass">Class, as the appliance shows it, of the finding that shares most voxels with it; null where none does.</param>
/// <param name="Score">Highest score of a finding that touches it; 0 where none does.</param>
/// <param name="FoundShortAxisMm">Short axis of the finding that shares most voxels with it.</param>
public sealed record TruthNode(NodeClass Class, double ShortAxisMm, double Overlap, NodeClass? FoundClass, double Score, double? FoundShortAxisMm);

/// <summary>A finding: a component of the result that the appliance would show.</summary>
/// <param name="Score">Mean over its voxels of the probability that they are node of any class.</param>
/// <param name="Confidence">Mean probability of its class, the three classes scaled to sum 1, times the score.</param>
/// <param name="TruthClass">Class of the node that it shares most voxels with; null where it touches none: a false positive.</param>
public sealed record FoundNode(NodeClass Class, double ShortAxisMm, double Score, double Confidence, NodeClass? TruthClass);
