namespace EdgeNode.Imaging.Measurements;

/// <summary>The outline of a node in one slice, in voxels of the grid.</summary>
internal static class Outline
{
    /// <summary>
    /// The largest closed line of the smoothed slice, which encloses the centre of every pixel of its piece: smoothing rounds steps off, it
    /// never takes a corner that the network marked, so a node is not read as smaller than its pixels lie apart. Where smoothing loses more
    /// than half of the slice's area (nodes of one or two voxels, strands one voxel wide) or would part what hangs together by corners, the
    /// line of the slice as it is, which is as long and as wide as the pixels.
    /// </summary>
    public static OutlinePoint[] Of(NodeMask mask, int z)
    {
        var field = SectionField.Of(mask, z);
        var (lines, plain) = (IsoLine.Trace(field.Smoothed()), IsoLine.Trace(field));
        if (Math.Abs(lines.Sum(IsoLine.SignedArea)) < mask.Slice(z).Count(true) / 2.0 || Outer(lines) > Outer(plain))
            lines = plain;

        var largest = lines.MaxBy(line => Math.Abs(IsoLine.SignedArea(line)))!;
        var (x, y) = (mask.Box.X0 - SectionField.Margin, mask.Box.Y0 - SectionField.Margin);
        return Array.ConvertAll(largest, point => new OutlinePoint(point.X + x, point.Y + y));
    }

    /// <summary>How many lines run around something rather than around a hole; the largest of all tells the direction.</summary>
    private static int Outer(List<OutlinePoint[]> lines)
    {
        var areas = lines.ConvertAll(IsoLine.SignedArea);
        var direction = Math.Sign(areas.MaxBy(Math.Abs));
        return areas.Count(area => Math.Sign(area) == direction || area == 0);
    }
}
