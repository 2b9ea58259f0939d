namespace EdgeNode.Imaging.Measurements;

/// <summary>Corners of the convex hull of a mask's voxels in one slice, in voxels of the mask; only the ends of its rows can be any.</summary>
internal static class SliceHull
{
    public static OutlinePoint[] Of(NodeMask mask, int z)
    {
        var ends = new List<OutlinePoint>();
        for (var y = 0; y < mask.Size.Y; y++)
        {
            var row = mask.Slice(z).Slice(y * mask.Size.X, mask.Size.X);
            if (row.IndexOf(true) is >= 0 and var first)
                ends.AddRange([new(first, y), new(row.LastIndexOf(true), y)]);
        }

        return ConvexHull.Of([.. ends]);
    }
}
