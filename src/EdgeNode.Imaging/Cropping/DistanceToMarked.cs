using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Cropping;

/// <summary>
/// Exact Euclidean distance from every voxel's centre to the nearest marked voxel's centre, on a grid with its own spacing along each axis:
/// the lower envelope of parabolas, axis by axis (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012).
/// </summary>
internal static class DistanceToMarked
{
    private const float Far = 1e12f;

    /// <summary>Squared distances in mm², z,y,x; a very large number where nothing is marked.</summary>
    public static float[] Squared(ReadOnlySpan<byte> marked, GridSize size, Vector3 spacingMm)
    {
        var squared = new float[marked.Length];
        for (var i = 0; i < squared.Length; i++)
            squared[i] = marked[i] != 0 ? 0 : Far;
        var row = size.X;
        Along(squared, size.X, 1, spacingMm.X, Starts(size.Y * size.Z, i => i * row));
        Along(squared, size.Y, row, spacingMm.Y, Starts(size.X * size.Z, i => (i / row * size.SliceVoxels) + (i % row)));
        Along(squared, size.Z, size.SliceVoxels, spacingMm.Z, Starts(size.SliceVoxels, i => i));
        return squared;
    }

    private static IEnumerable<int> Starts(int count, Func<int, int> start) => Enumerable.Range(0, count).Select(start);

    private static void Along(float[] values, int count, int step, double spacing, IEnumerable<int> starts)
    {
        var (line, tops, borders) = (new double[count], new int[count], new double[count + 1]);
        foreach (var start in starts)
        {
            for (var i = 0; i < count; i++)
                line[i] = values[start + (i * step)];
            Envelope(line, tops, borders, spacing);
            for (int i = 0, k = 0; i < count; i++)
            {
                var at = i * spacing;
                while (borders[k + 1] < at)
                    k++;
                var off = at - (tops[k] * spacing);
                values[start + (i * step)] = (float)Math.Min(Far, (off * off) + line[tops[k]]);
            }
        }
    }

    private static void Envelope(double[] line, int[] tops, double[] borders, double spacing)
    {
        var k = 0;
        (tops[0], borders[0], borders[1]) = (0, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 1; i < line.Length; i++)
        {
            var meets = Meet(line, tops[k], i, spacing);
            while (meets <= borders[k])
                meets = Meet(line, tops[--k], i, spacing);
            k++;
            (tops[k], borders[k], borders[k + 1]) = (i, meets, double.PositiveInfinity);
        }
    }

    /// <summary>Where the parabola over <paramref name="later"/> falls below the one over <paramref name="earlier"/>.</summary>
    private static double Meet(double[] line, int earlier, int later, double spacing)
    {
        var (a, b) = (earlier * spacing, later * spacing);
        return (line[later] + (b * b) - (line[earlier] + (a * a))) / (2 * (b - a));
    }
}
