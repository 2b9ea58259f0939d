namespace EdgeNode.Imaging.Measurements;

/// <summary>Convex outlines of a node in one slice, in voxels of the grid, corners in order.</summary>
internal static class Outline
{
    /// <summary>
    /// Hull of the slice's iso-lines and of the centres of all its pixels: smoothing rounds steps off, it never takes a corner that the network marked, and
    /// a node that the slice cuts into pieces is measured across all of them. Where the lines lose more than half of the slice's area (nodes of one or two
    /// voxels, strands one voxel wide), hull of the lines of the slice as it is, as long and wide as the pixels.
    /// </summary>
    /// <param name="mask">The node.</param>
    /// <param name="z">Slice of its box.</param>
    /// <param name="border">Where the border lies between voxels; null where only the mask is known, which is smoothed instead.</param>
    public static OutlinePoint[] Of(NodeMask mask, int z, SubvoxelBorder? border)
    {
        var lines = IsoLine.Trace(border is null ? SectionField.Of(mask, z).Smoothed() : SectionField.Of(mask, z, border));
        if (Math.Abs(lines.Sum(IsoLine.SignedArea)) < mask.Slice(z).Count(true) / 2.0)
            lines = IsoLine.Trace(SectionField.Of(mask, z));

        var (x, y) = (mask.Box.X0 - SectionField.Margin, mask.Box.Y0 - SectionField.Margin);
        return ConvexHull.Of([.. lines.SelectMany(line => line).Select(point => new OutlinePoint(point.X + x, point.Y + y)), .. OfPixels(mask, z)]);
    }

    /// <summary>Hull of the pixels' centres: what the node is at least.</summary>
    public static OutlinePoint[] OfPixels(NodeMask mask, int z) =>
        Array.ConvertAll(SliceHull.Of(mask, z), corner => new OutlinePoint(mask.Box.X0 + corner.X, mask.Box.Y0 + corner.Y));
}
