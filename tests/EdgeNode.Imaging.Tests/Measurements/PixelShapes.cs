using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>Shapes of pixels in one slice, each a single piece, and what their centres span, worked out without any outline.</summary>
internal static class PixelShapes
{
    public static readonly GridSize Grid = new(26, 26, 3);

    /// <summary>A random walk over the eight neighbours: any shape, thin or round.</summary>
    public static IReadOnlyCollection<(int X, int Y)> Walk(Random random, int steps)
    {
        var (pixels, at) = (new HashSet<(int X, int Y)>(), (X: 13, Y: 13));
        for (var step = 0; step < steps; step++)
        {
            pixels.Add(at);
            at = (Math.Clamp(at.X + random.Next(-1, 2), 4, 21), Math.Clamp(at.Y + random.Next(-1, 2), 4, 21));
        }

        return pixels;
    }

    /// <summary>Semi-axes of 1.5 to 9.5 pixels, any turn.</summary>
    public static IReadOnlyCollection<(int X, int Y)> Ellipse(Random random)
    {
        var (a, b, turn) = (1.5 + (random.NextDouble() * 8), 1.5 + (random.NextDouble() * 8), random.NextDouble() * Math.PI);
        var (cx, cy) = (12.5 + random.NextDouble(), 12.5 + random.NextDouble());
        return Where((x, y) =>
        {
            var (u, v) = (((x - cx) * Math.Cos(turn)) + ((y - cy) * Math.Sin(turn)), ((y - cy) * Math.Cos(turn)) - ((x - cx) * Math.Sin(turn)));
            return (u * u / (a * a)) + (v * v / (b * b)) <= 1;
        });
    }

    /// <summary>Half a ring around any direction, two to five pixels thick.</summary>
    public static IReadOnlyCollection<(int X, int Y)> Crescent(Random random)
    {
        var (outer, thick, turn) = (6 + (random.NextDouble() * 4), 2 + (random.NextDouble() * 3), random.NextDouble() * 2 * Math.PI);
        return Where((x, y) => double.Hypot(x - 13, y - 13) is var r && r <= outer && r >= outer - thick && ((x - 13) * Math.Cos(turn)) + ((y - 13) * Math.Sin(turn)) >= 0);
    }

    /// <summary>The greatest distance of two pixels, and the widest that their hull is across the line of two such: the widest of all such pairs.</summary>
    public static (double Long, double Short) AxesMm(IReadOnlyCollection<(int X, int Y)> pixels, double spacingX, double spacingY)
    {
        // The ends of the rows have every corner of the hull among them.
        var points = pixels.GroupBy(p => p.Y).SelectMany(row => new[] { row.Min(p => p.X), row.Max(p => p.X) }.Select(x => (X: x * spacingX, Y: row.Key * spacingY))).Distinct().ToArray();
        var pairs = points.SelectMany(p => points, (p, q) => (X: q.X - p.X, Y: q.Y - p.Y)).ToArray();
        var longest = pairs.Max(d => double.Hypot(d.X, d.Y));
        return (longest, longest == 0 ? 0 : pairs.Where(d => double.Hypot(d.X, d.Y) > longest - 1e-12).Max(d => Across(points, (d.X / longest, d.Y / longest))));
    }

    /// <summary>At each point, over all pairs to its two sides: the highest and the lowest line between them is the hull's border there.</summary>
    private static double Across((double X, double Y)[] points, (double X, double Y) along)
    {
        var turned = Array.ConvertAll(points, p => (T: (p.X * along.X) + (p.Y * along.Y), V: (p.Y * along.X) - (p.X * along.Y)));
        var widest = 0.0;
        foreach (var (t, v) in turned)
        {
            var (low, high) = (v, v);
            foreach (var before in turned.Where(p => p.T <= t))
            {
                foreach (var after in turned.Where(p => p.T > t))
                {
                    var at = before.V + ((after.V - before.V) * (t - before.T) / (after.T - before.T));
                    (low, high) = (Math.Min(low, at), Math.Max(high, at));
                }
            }

            widest = Math.Max(widest, high - low);
        }

        return widest;
    }

    private static List<(int X, int Y)> Where(Func<int, int, bool> inside) =>
        [.. Enumerable.Range(0, Grid.SliceVoxels).Select(i => (X: i % Grid.X, Y: i / Grid.X)).Where(p => inside(p.X, p.Y))];
}
