namespace EdgeNode.Imaging.Tests.Measurements.Accuracy;

/// <summary>
/// Long and short axis of a plane section by dense sampling of the shape itself, with nothing of the product: the long axis is the greatest width
/// over all directions, the short one the longest stretch inside across it. Good to 0.03 mm.
/// </summary>
internal static class SectionTruth
{
    private const double Reach = 16.5, Coarse = 0.25, Fine = 0.02;

    /// <summary>Area of the section at a height, in units of its own: to find the largest section.</summary>
    public static int Area(Solid solid, double z) => Points(solid, z, 2 * Coarse).Count;

    public static (double Long, double Short) Axes(Solid solid, double z)
    {
        var edge = Edge(solid, z);
        var (longest, direction) = (0.0, 0.0);
        for (var degrees = 0.0; degrees < 180; degrees += 0.5)
        {
            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            var (low, high) = (double.MaxValue, double.MinValue);
            foreach (var (x, y) in edge)
            {
                var at = (x * cos) + (y * sin);
                (low, high) = (Math.Min(low, at), Math.Max(high, at));
            }

            if (high - low > longest) (longest, direction) = (high - low, degrees * Math.PI / 180);
        }

        return (longest, LongestAcross(solid, z, direction, edge));
    }

    private static double LongestAcross(Solid solid, double z, double direction, List<(double X, double Y)> edge)
    {
        var (sin, cos) = Math.SinCos(direction);
        var (low, high) = (edge.Min(p => (p.X * cos) + (p.Y * sin)), edge.Max(p => (p.X * cos) + (p.Y * sin)));
        var longest = 0.0;
        for (var t = low; t <= high; t += 0.1)
        {
            var run = 0.0;
            for (var s = -Reach; s <= Reach; s += Fine)
            {
                run = solid.Contains(new((t * cos) - (s * sin), (t * sin) + (s * cos), z)) ? run + Fine : 0;
                longest = Math.Max(longest, run);
            }
        }

        return longest;
    }

    private static List<(double X, double Y)> Points(Solid solid, double z, double step)
    {
        var points = new List<(double X, double Y)>();
        for (var y = -Reach; y <= Reach; y += step)
        {
            for (var x = -Reach; x <= Reach; x += step)
            {
                if (solid.Contains(new(x, y, z))) points.Add((x, y));
            }
        }

        return points;
    }

    /// <summary>Where rows and columns of the coarse grid leave the shape, to 0.01 mm.</summary>
    private static List<(double X, double Y)> Edge(Solid solid, double z)
    {
        var edge = new List<(double X, double Y)>();
        foreach (var (x, y) in Points(solid, z, Coarse))
        {
            foreach (var (dx, dy) in (ReadOnlySpan<(double, double)>)[(Coarse, 0), (-Coarse, 0), (0, Coarse), (0, -Coarse)])
            {
                if (solid.Contains(new(x + dx, y + dy, z))) continue;
                var (inside, outside) = (0.0, 1.0);
                while ((outside - inside) * Coarse > 0.01)
                {
                    var middle = (inside + outside) / 2;
                    (inside, outside) = solid.Contains(new(x + (dx * middle), y + (dy * middle), z)) ? (middle, outside) : (inside, middle);
                }

                edge.Add((x + (dx * inside), y + (dy * inside)));
            }
        }

        return edge;
    }
}
