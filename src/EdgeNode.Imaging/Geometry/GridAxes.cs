namespace EdgeNode.Imaging.Geometry;

/// <summary>Builds a grid's geometry from the columns of an affine, as NIfTI and NRRD give it.</summary>
internal static class GridAxes
{
    /// <summary>Spacing stated beside an affine is taken while it agrees with the affine to this share.</summary>
    private const double SpacingTolerance = 1e-3;

    /// <summary>Axes closer than this to one plane (volume of the unit parallelepiped) span no grid.</summary>
    private const double FlattestDeterminant = 0.05;

    /// <param name="size">Voxels along the axes.</param>
    /// <param name="x">Step from voxel to voxel along x, LPS mm.</param>
    /// <param name="y">Step along y.</param>
    /// <param name="z">Step along z.</param>
    /// <param name="origin">Centre of voxel (0,0,0), LPS mm.</param>
    /// <param name="stated">
    /// Spacing that the file states by itself, which is what nnU-Net reads and rounds with; the affine's own lengths where it disagrees.
    /// </param>
    /// <returns>Null where the numbers are not finite or the axes do not span space.</returns>
    public static GridGeometry? FromColumns(GridSize size, Vector3 x, Vector3 y, Vector3 z, Vector3 origin, Vector3? stated = null)
    {
        var lengths = new Vector3(x.Length, y.Length, z.Length);
        var spacing = stated is { } s
            ? new Vector3(Agreed(s.X, lengths.X), Agreed(s.Y, lengths.Y), Agreed(s.Z, lengths.Z))
            : lengths;
        var geometry = new GridGeometry(size, spacing, origin, x.Normalized(), y.Normalized(), z.Normalized());
        var determinant = Math.Abs(geometry.XDirection.Cross(geometry.YDirection).Dot(geometry.ZDirection));
        var finite = double.IsFinite(origin.Length) && double.IsFinite(spacing.Length);
        return finite && determinant > FlattestDeterminant && spacing is { X: > 0, Y: > 0, Z: > 0 } ? geometry : null;
    }

    private static double Agreed(double stated, double length) =>
        Math.Abs(stated - length) <= SpacingTolerance * length ? stated : length;
}
