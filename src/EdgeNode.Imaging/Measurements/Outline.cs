namespace EdgeNode.Imaging.Measurements;

/// <summary>Convex outlines of a node in one slice, in voxels of the grid, corners in order.</summary>
internal static class Outline
{
    /// <summary>
    /// Hull of the smoothed slice's iso-lines and of the centres of all its pixels: smoothing rounds steps off, it never takes a corner that the
    /// network marked, and a node that the slice cuts into pieces is measured across all of them. Where smoothing loses more than half of the
    /// slice's area (nodes of one or two voxels, strands one voxel wide), hull of the lines of the slice as it is, as long and wide as the pixels.
    /// </summary>
    public static OutlinePoint[] Of(NodeMask mask, int z)
    {
        var field = SectionField.Of(mask, z);
        var lines = IsoLine.Trace(field.Smoothed());
        if (Math.Abs(lines.Sum(IsoLine.SignedArea)) < mask.Slice(z).Count(true) / 2.0)
            lines = IsoLine.Trace(field);

        var (x, y) = (mask.Box.X0 - SectionField.Margin, mask.Box.Y0 - SectionField.Margin);
        return ConvexHull.Of([.. lines.SelectMany(line => line).Select(point => new OutlinePoint(point.X + x, point.Y + y)), .. OfPixels(mask, z)]);
    }

    /// <summary>Hull of the pixels' centres: what the node is at least.</summary>
    public static OutlinePoint[] OfPixels(NodeMask mask, int z) =>
        Array.ConvertAll(SliceHull.Of(mask, z), corner => new OutlinePoint(mask.Box.X0 + corner.X, mask.Box.Y0 + corner.Y));
}
