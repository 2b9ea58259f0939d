namespace EdgeNode.Imaging.Measurements;

/// <summary>The convex hull of points in a plane (Andrew's monotone chain).</summary>
internal static class ConvexHull
{
    /// <summary>Corners in order around the hull, none of them on the line between its neighbours; one or two for points in a line.</summary>
    public static OutlinePoint[] Of(OutlinePoint[] points)
    {
        OutlinePoint[] sorted = [.. points.Distinct().OrderBy(point => point.X).ThenBy(point => point.Y)];
        if (sorted.Length < 3)
            return sorted;

        var (there, back) = (Chain(sorted), Chain(sorted.Reverse()));
        return [.. there.SkipLast(1), .. back.SkipLast(1)];
    }

    private static List<OutlinePoint> Chain(IEnumerable<OutlinePoint> sorted)
    {
        var chain = new List<OutlinePoint>();
        foreach (var point in sorted)
        {
            while (chain.Count > 1 && Turn(chain[^2], chain[^1], point) <= 0)
                chain.RemoveAt(chain.Count - 1);
            chain.Add(point);
        }

        return chain;
    }

    private static double Turn(OutlinePoint a, OutlinePoint b, OutlinePoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
