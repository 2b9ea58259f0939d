namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// Surface of a node: the integral of the steepness of its smoothed mask (co-area formula), which follows slanted faces where counting voxel
/// faces would take every step for surface.
/// </summary>
internal static class NodeSurface
{
    private const int Margin = 2;

    /// <summary>Surface of the ball of the same volume over that of the node, at most 1.</summary>
    public static double Sphericity(NodeMask mask)
    {
        var spacing = mask.Geometry.SpacingMm;
        var field = Smoothed(mask, out var nx, out var ny, out var nz);
        var (surface, volume) = (0.0, 0.0);
        for (var z = 1; z < nz - 1; z++)
        {
            for (var y = 1; y < ny - 1; y++)
            {
                for (var x = 1; x < nx - 1; x++)
                {
                    var i = (((z * ny) + y) * nx) + x;
                    volume += field[i];
                    var (dx, dy, dz) = ((field[i + 1] - field[i - 1]) / (2 * spacing.X), (field[i + nx] - field[i - nx]) / (2 * spacing.Y), (field[i + (nx * ny)] - field[i - (nx * ny)]) / (2 * spacing.Z));
                    surface += Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
                }
            }
        }

        var voxel = mask.Geometry.VoxelVolumeMm3;
        return surface == 0 ? 1 : Math.Min(1, Math.Cbrt(Math.PI) * Math.Pow(6 * volume * voxel, 2 / 3.0) / (surface * voxel));
    }

    /// <summary>1, 2, 1 along each axis, with a margin of zeros.</summary>
    private static float[] Smoothed(NodeMask mask, out int nx, out int ny, out int nz)
    {
        (nx, ny, nz) = (mask.Size.X + (2 * Margin), mask.Size.Y + (2 * Margin), mask.Size.Z + (2 * Margin));
        var values = new float[nx * ny * nz];
        for (var z = 0; z < mask.Size.Z; z++)
        {
            var slice = mask.Slice(z);
            for (var i = 0; i < slice.Length; i++)
                values[((((z + Margin) * ny) + (i / mask.Size.X) + Margin) * nx) + (i % mask.Size.X) + Margin] = slice[i] ? 1 : 0;
        }

        foreach (var step in (int[])[1, nx, nx * ny])
        {
            var from = values;
            values = new float[from.Length];
            for (var i = step; i < from.Length - step; i++)
                values[i] = (from[i - step] + (2 * from[i]) + from[i + step]) / 4;
        }

        return values;
    }
}
