namespace EdgeNode.Imaging.Measurements;

/// <summary>Convex hull of points in a plane (monotone chain).</summary>
internal static class ConvexHull
{
    public static IReadOnlyList<PlanePoint> Of(IReadOnlyList<PlanePoint> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3)
        {
            return sorted;
        }

        var lower = Half(sorted);
        sorted.Reverse();
        var upper = Half(sorted);
        return [.. lower.SkipLast(1), .. upper.SkipLast(1)];
    }

    private static List<PlanePoint> Half(List<PlanePoint> sorted)
    {
        var half = new List<PlanePoint>();
        foreach (var point in sorted)
        {
            while (half.Count >= 2 && Turn(half[^2], half[^1], point) <= 0)
            {
                half.RemoveAt(half.Count - 1);
            }

            half.Add(point);
        }

        return half;
    }

    private static double Turn(PlanePoint a, PlanePoint b, PlanePoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
