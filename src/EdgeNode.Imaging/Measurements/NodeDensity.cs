using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Hounsfield values inside a node, away from its rim.</summary>
/// <param name="MeanHu">Over the core, or the whole node where it has none.</param>
/// <param name="LowDensityFraction">Share of the core of low density; null without contrast or without a core.</param>
internal sealed record NodeDensity(double MeanHu, double? LowDensityFraction)
{
    private const short LowestHu = -20;
    private const short BelowHu = 30;

    public static NodeDensity Of(Volume<short> ct, NodeMask mask, bool contrast)
    {
        var core = NodeCore.Of(mask);
        var box = mask.Box;
        var averaged = core.Count > 0 ? core : NodeCore.Voxels(mask);
        var mean = averaged.Average(v => (double)ct.Span[ct.IndexOf(v.X + box.X0, v.Y + box.Y0, v.Z + box.Z0)]);
        if (!contrast || core.Count == 0)
            return new(mean, null);

        var low = core.Count(v => Median(ct, v.X + box.X0, v.Y + box.Y0, v.Z + box.Z0) is >= LowestHu and < BelowHu);
        return new(mean, (double)low / core.Count);
    }

    /// <summary>Of the 27 voxels around one, or of those of them that are in the volume (the upper of the middle two).</summary>
    private static short Median(Volume<short> ct, int x, int y, int z)
    {
        Span<short> around = stackalloc short[27];
        var (count, size) = (0, ct.Size);
        for (var n = 0; n < 27; n++)
        {
            var (nx, ny, nz) = (x + (n % 3) - 1, y + (n / 3 % 3) - 1, z + (n / 9) - 1);
            if (size.Contains(nx, ny, nz))
                around[count++] = ct.Span[ct.IndexOf(nx, ny, nz)];
        }

        around[..count].Sort();
        return around[count / 2];
    }
}
