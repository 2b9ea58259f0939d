namespace EdgeNode.Imaging.Geometry;

/// <summary>
/// Where a regular voxel grid lies in the patient: zero-based voxel indices (x fastest, z slowest) to LPS millimetres.
/// </summary>
/// <param name="Size">Voxels along columns, rows, slices.</param>
/// <param name="SpacingMm">Distance of neighbouring voxel centres along x, y, z; positive, millimetres.</param>
/// <param name="OriginMm">Centre of voxel (0,0,0), LPS millimetres.</param>
/// <param name="XDirection">Unit vector of growing x (DICOM: direction of the row).</param>
/// <param name="YDirection">Unit vector of growing y (DICOM: direction of the column).</param>
/// <param name="ZDirection">Unit vector of growing z (from slice to slice).</param>
public sealed record GridGeometry(
    GridSize Size,
    Vector3 SpacingMm,
    Vector3 OriginMm,
    Vector3 XDirection,
    Vector3 YDirection,
    Vector3 ZDirection)
{
    /// <summary>A grid whose axes are the patient's: x to the left, y to the back, z to the head.</summary>
    public static GridGeometry AxisAligned(GridSize size, Vector3 spacingMm, Vector3 originMm = default) =>
        new(size, spacingMm, originMm, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Volume of one voxel, cubic millimetres.</summary>
    public double VoxelVolumeMm3 => SpacingMm.X * SpacingMm.Y * SpacingMm.Z * Math.Abs(XDirection.Cross(YDirection).Dot(ZDirection));

    /// <summary>By how much any two axes are off a right angle, degrees at most; 0 for a grid that is not sheared.</summary>
    public double ShearDegrees => new[] { XDirection.Dot(YDirection), YDirection.Dot(ZDirection), ZDirection.Dot(XDirection) }
        .Max(cosine => Math.Asin(Math.Min(1, Math.Abs(cosine)))) * 180 / Math.PI;

    /// <summary>Patient position (LPS, mm) of a voxel index, which may be fractional.</summary>
    public Vector3 ToPatient(double x, double y, double z) =>
        OriginMm + (XDirection * (x * SpacingMm.X)) + (YDirection * (y * SpacingMm.Y)) + (ZDirection * (z * SpacingMm.Z));

    /// <summary>Fractional voxel index of a patient position (LPS, mm); solves the (possibly sheared) axes exactly.</summary>
    public Vector3 ToVoxel(Vector3 patient)
    {
        var d = patient - OriginMm;
        var yz = YDirection.Cross(ZDirection);
        var determinant = XDirection.Dot(yz);
        return new(
            d.Dot(yz) / determinant / SpacingMm.X,
            d.Dot(ZDirection.Cross(XDirection)) / determinant / SpacingMm.Y,
            d.Dot(XDirection.Cross(YDirection)) / determinant / SpacingMm.Z);
    }

    /// <summary>
    /// The grid with <paramref name="size"/> voxels over the same extent (outer voxel faces stay where they are), as nnU-Net resamples.
    /// </summary>
    public GridGeometry Resized(GridSize size)
    {
        var spacing = new Vector3(SpacingMm.X * Size.X / size.X, SpacingMm.Y * Size.Y / size.Y, SpacingMm.Z * Size.Z / size.Z);
        var shift = (spacing - SpacingMm) * 0.5;
        var origin = OriginMm + (XDirection * shift.X) + (YDirection * shift.Y) + (ZDirection * shift.Z);
        return this with { Size = size, SpacingMm = spacing, OriginMm = origin };
    }
}
