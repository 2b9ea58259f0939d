namespace EdgeNode.Imaging.Measurements;

/// <summary>The outline of a node in one slice, in voxels of the grid.</summary>
internal static class Outline
{
    /// <summary>
    /// The largest closed line of the smoothed slice. Where smoothing loses more than half of the slice's area (nodes of one or two
    /// voxels, strands one voxel wide) that of the slice as it is, which is as long and as wide as the pixels.
    /// </summary>
    public static OutlinePoint[] Of(NodeMask mask, int z)
    {
        var field = SectionField.Of(mask, z);
        var lines = IsoLine.Trace(field.Smoothed());
        if (Math.Abs(lines.Sum(IsoLine.SignedArea)) < mask.Slice(z).Count(true) / 2.0)
            lines = IsoLine.Trace(field);

        var largest = lines.MaxBy(line => Math.Abs(IsoLine.SignedArea(line)))!;
        var (x, y) = (mask.Box.X0 - SectionField.Margin, mask.Box.Y0 - SectionField.Margin);
        return Array.ConvertAll(largest, point => new OutlinePoint(point.X + x, point.Y + y));
    }
}
