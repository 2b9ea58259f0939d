using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// nnU-Net's weight of the voxels of a tile: a Gaussian around voxel floor(T/2) with sigma T/8, highest value 10, rounded to half precision;
/// what becomes 0 gets the smallest other value (2.8.1 <c>compute_gaussian</c>).
/// </summary>
public static class GaussianImportance
{
    private const double Highest = 10;

    /// <summary>Weights of a tile, a2 contiguous.</summary>
    public static Half[] Create(ArrayShape tile)
    {
        double[] w0 = Kernel(tile.A0), w1 = Kernel(tile.A1), w2 = Kernel(tile.A2);
        var scale = w0[tile.A0 / 2] * w1[tile.A1 / 2] * w2[tile.A2 / 2] / Highest;
        var map = new Half[tile.Voxels];
        var at = 0;
        for (var i0 = 0; i0 < tile.A0; i0++)
        {
            for (var i1 = 0; i1 < tile.A1; i1++)
            {
                var w01 = w0[i0] * w1[i1];
                for (var i2 = 0; i2 < tile.A2; i2++)
                {
                    map[at++] = (Half)(w01 * w2[i2] / scale);
                }
            }
        }

        var smallest = map.Where(weight => weight > Half.Zero).Min();
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = map[i] == Half.Zero ? smallest : map[i];
        }

        return map;
    }

    /// <summary>Weight 1 everywhere, for bundles that do not use the Gaussian.</summary>
    public static Half[] Uniform(ArrayShape tile)
    {
        var map = new Half[tile.Voxels];
        Array.Fill(map, Half.One);
        return map;
    }

    // scipy's gaussian_filter1d kernel (normalised, truncated at 4 sigma) around the delta.
    private static double[] Kernel(int size)
    {
        var sigma = size / 8.0;
        var radius = (int)((4 * sigma) + 0.5);
        var sum = Enumerable.Range(-radius, (2 * radius) + 1).Sum(x => Math.Exp(-0.5 / (sigma * sigma) * x * x));
        return [.. Enumerable.Range(0, size).Select(i => i - (size / 2)).Select(x => Math.Abs(x) <= radius ? Math.Exp(-0.5 / (sigma * sigma) * x * x) / sum : 0)];
    }
}
