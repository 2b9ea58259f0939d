namespace EdgeNode.Imaging.Measurements;

/// <summary>What is known about the scan and its nodes that voxels and labels do not tell.</summary>
public sealed record MeasurementOptions
{
    /// <summary>Contrast agent was given: without it low density says nothing and is not measured.</summary>
    public required bool Contrast { get; init; }

    /// <summary>Where the border of the nodes lies between voxels; null takes it from the smoothed labels.</summary>
    public SubvoxelBorder? Border { get; init; }
}
