namespace EdgeNode.Imaging.Measurements;

/// <summary>The two ends of a chord in an axial slice, in voxels (zero-based, fractional; a voxel's centre is at whole numbers).</summary>
public readonly record struct ChordEnds(double X0, double Y0, double X1, double Y1)
{
    /// <summary>Length for the given distances of neighbouring voxel centres, mm.</summary>
    internal double LengthMm(double spacingX, double spacingY) => double.Hypot((X1 - X0) * spacingX, (Y1 - Y0) * spacingY);
}
