using EdgeNode.Contracts.Results;

namespace EdgeNode.Contracts.Sync;

/// <summary>
/// One row of the node table that leaves the hospital: class and measurements of <see cref="NodeFinding"/> without any position but the
/// side. Lengths in mm to 0.1, volume in mm³ to 1, probabilities to 0.001, Hounsfield values to 1.
/// </summary>
public sealed record ReportedNode
{
    /// <summary>1-based number within the revision, from the head downwards.</summary>
    public required int Id { get; init; }

    public required NodeClass Label { get; init; }

    /// <summary>For negative, positive, ENE.</summary>
    public required IReadOnlyList<double> ClassProbabilities { get; init; }

    /// <summary><c>left</c>, <c>right</c> or <c>midline</c>; null where it was not told.</summary>
    public string? Side { get; init; }

    public required double VolumeMm3 { get; init; }

    public required double LongAxisMm { get; init; }

    public required double ShortAxisMm { get; init; }

    public required double GreatestDimensionMm { get; init; }

    public required double MeanHu { get; init; }

    public double? LowDensityFraction { get; init; }

    public required bool Truncated { get; init; }

    public required bool Borderline { get; init; }
}
