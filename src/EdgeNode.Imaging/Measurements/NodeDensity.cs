using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Hounsfield values inside a node, away from its border.</summary>
internal readonly record struct NodeDensity(double MeanHu, double? LowDensityFraction)
{
    private const double ErosionMm = 1;
    private const short LowFrom = -20;
    private const short LowBelow = 30;

    public static NodeDensity Of(Volume<short> ct, NodeMask mask, bool contrast)
    {
        var core = Core(ct, mask);
        var mean = core.Average(voxel => Hu(ct, mask, voxel));
        return new(mean, contrast ? core.Average(voxel => Median(ct, mask, voxel) is >= LowFrom and < LowBelow ? 1.0 : 0.0) : null);
    }

    /// <summary>Voxels whose whole neighbourhood of 1 mm belongs to the node; all of them where none does.</summary>
    private static List<(int X, int Y, int Z)> Core(Volume<short> ct, NodeMask mask)
    {
        var spacing = ct.Geometry.SpacingMm;
        var offsets = new List<(int X, int Y, int Z)>();
        var (rx, ry, rz) = ((int)(ErosionMm / spacing.X), (int)(ErosionMm / spacing.Y), (int)(ErosionMm / spacing.Z));
        for (var z = -rz; z <= rz; z++)
        {
            for (var y = -ry; y <= ry; y++)
            {
                for (var x = -rx; x <= rx; x++)
                {
                    var (mx, my, mz) = (x * spacing.X, y * spacing.Y, z * spacing.Z);
                    if ((mx * mx) + (my * my) + (mz * mz) <= ErosionMm * ErosionMm)
                    {
                        offsets.Add((x, y, z));
                    }
                }
            }
        }

        var core = mask.Voxels().Where(v => offsets.TrueForAll(o => mask[v.X + o.X, v.Y + o.Y, v.Z + o.Z])).ToList();
        return core.Count > 0 ? core : [.. mask.Voxels()];
    }

    private static double Hu(Volume<short> ct, NodeMask mask, (int X, int Y, int Z) v) =>
        ct.Span[ct.IndexOf(v.X + mask.Box.X0, v.Y + mask.Box.Y0, v.Z + mask.Box.Z0)];

    private static short Median(Volume<short> ct, NodeMask mask, (int X, int Y, int Z) v)
    {
        Span<short> values = stackalloc short[27];
        var count = 0;
        for (var z = v.Z - 1; z <= v.Z + 1; z++)
        {
            for (var y = v.Y - 1; y <= v.Y + 1; y++)
            {
                for (var x = v.X - 1; x <= v.X + 1; x++)
                {
                    if (mask[x, y, z])
                    {
                        values[count++] = ct.Span[ct.IndexOf(x + mask.Box.X0, y + mask.Box.Y0, z + mask.Box.Z0)];
                    }
                }
            }
        }

        values[..count].Sort();
        return values[count / 2];
    }
}
