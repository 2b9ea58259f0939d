using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Anatomy;

namespace EdgeNode.Phantom.Background;

/// <summary>What a real CT without contrast says of itself: the HU of its fat and muscle, and its noise.</summary>
/// <param name="NoiseHu">Standard deviation in even soft tissue, HU.</param>
internal sealed record RealTissue(float FatHu, float MuscleHu, float NoiseHu)
{
    private const int Patch = 7;

    public static RealTissue Of(Volume<short> ct, PhantomRandom r) => new(Mode(ct, -140, -60, -105), Mode(ct, 25, 90, 55), Noise(ct, r));

    /// <summary>Nodes are about as dense as muscle; without contrast rims hardly show.</summary>
    public Densities Densities(PhantomRandom r) =>
        new(MuscleHu - 12, MuscleHu - 12, MuscleHu, FatHu, MuscleHu + 45, MuscleHu - 8, 0, MuscleHu - 6, MuscleHu - r.Between(6, 16), 3);

    /// <summary>The value that most voxels of a range have, smoothed over 5 HU.</summary>
    private static float Mode(Volume<short> ct, int low, int high, float otherwise)
    {
        var counts = new long[high - low + 1];
        foreach (var value in ct.Span)
        {
            if (value >= low && value <= high) counts[value - low]++;
        }

        var (best, at) = (0L, otherwise);
        for (var i = 2; i < counts.Length - 2; i++)
        {
            var sum = counts[i - 2] + counts[i - 1] + counts[i] + counts[i + 1] + counts[i + 2];
            if (sum > best) (best, at) = (sum, low + i);
        }

        return at;
    }

    /// <summary>The lower quartile over patches of nothing but soft tissue: those without an edge in them.</summary>
    private static float Noise(Volume<short> ct, PhantomRandom r)
    {
        var deviations = new List<float>();
        if (ct.Size.X <= Patch || ct.Size.Y <= Patch) return 10;
        for (var attempt = 0; attempt < 200_000 && deviations.Count < 400; attempt++)
        {
            int x = r.Below(ct.Size.X - Patch), y = r.Below(ct.Size.Y - Patch), z = r.Below(ct.Size.Z);
            if (Deviation(ct, x, y, z) is { } deviation) deviations.Add(deviation);
        }

        deviations.Sort();
        return deviations.Count == 0 ? 10 : deviations[deviations.Count / 4];
    }

    private static float? Deviation(Volume<short> ct, int x0, int y0, int z)
    {
        double sum = 0, squares = 0;
        for (var y = y0; y < y0 + Patch; y++)
        {
            foreach (var value in ct.Span.Slice(ct.IndexOf(x0, y, z), Patch))
            {
                if (value is < -20 or > 130) return null;
                sum += value;
                squares += (double)value * value;
            }
        }

        const double n = Patch * Patch;
        return (float)Math.Sqrt(Math.Max(0, (squares / n) - (sum / n * (sum / n))));
    }
}
