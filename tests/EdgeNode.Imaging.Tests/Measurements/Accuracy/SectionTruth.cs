namespace EdgeNode.Imaging.Tests.Measurements.Accuracy;

/// <summary>
/// Long and short axis of a plane section by dense sampling of the shape itself, with nothing of the product: the long axis is the greatest width
/// over all directions, the short one the longest stretch across it inside the hull. Good to 0.03 mm.
/// </summary>
internal static class SectionTruth
{
    private const double Reach = 16.5, Coarse = 0.25;

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

        return (longest, LongestAcross(direction, edge));
    }

    /// <summary>Of the hull: at each position along the long axis, between the nearest of the lines that touch the section from above and from below.</summary>
    private static double LongestAcross(double direction, List<(double X, double Y)> edge)
    {
        var (sin, cos) = Math.SinCos(direction);
        var turned = edge.ConvertAll(p => (T: (p.X * cos) + (p.Y * sin), S: (p.Y * cos) - (p.X * sin)));
        var touching = Enumerable.Range(1, 359).Select(i => Math.SinCos(i * Math.PI / 360)).Select(n => (
            n.Sin, n.Cos, Above: turned.Max(p => (p.T * n.Cos) + (p.S * n.Sin)), Below: turned.Max(p => (p.T * n.Cos) - (p.S * n.Sin)))).ToList();
        var longest = 0.0;
        for (var t = turned.Min(p => p.T); t <= turned.Max(p => p.T); t += 0.1)
            longest = Math.Max(longest, touching.Min(line => (line.Above - (t * line.Cos)) / line.Sin) + touching.Min(line => (line.Below - (t * line.Cos)) / line.Sin));

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
