namespace EdgeNode.Imaging.Measurements;

/// <summary>Corners of the convex hull of a mask's voxels in one slice (Andrew's monotone chain over the ends of the rows).</summary>
internal static class SliceHull
{
    public static List<(int X, int Y)> Of(NodeMask mask, int z)
    {
        var (left, right) = (new List<(int X, int Y)>(), new List<(int X, int Y)>());
        for (var y = 0; y < mask.Size.Y; y++)
        {
            var row = mask.Slice(z).Slice(y * mask.Size.X, mask.Size.X);
            var first = row.IndexOf(true);
            if (first < 0)
                continue;

            Append(left, (first, y), 1);
            Append(right, (row.LastIndexOf(true), y), -1);
        }

        left.AddRange(right);
        return left;
    }

    /// <summary>Drops the corners that the new point makes flat or hollow; the sign tells on which side the inside is.</summary>
    private static void Append(List<(int X, int Y)> chain, (int X, int Y) point, int sign)
    {
        while (chain.Count > 1 && sign * Cross(chain[^2], chain[^1], point) >= 0)
            chain.RemoveAt(chain.Count - 1);
        chain.Add(point);
    }

    private static int Cross((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
