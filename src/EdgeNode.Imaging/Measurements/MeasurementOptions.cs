namespace EdgeNode.Imaging.Measurements;

/// <summary>What is known about the scan that its voxels do not tell.</summary>
public sealed record MeasurementOptions
{
    /// <summary>Contrast agent was given: without it low density says nothing and is not measured.</summary>
    public required bool Contrast { get; init; }
}
