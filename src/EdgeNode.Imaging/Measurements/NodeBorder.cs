using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>The border of a node: how round and how even it is, and how sharply it stands out from what lies around it.</summary>
/// <param name="Sphericity">Surface of the ball of the same volume over the node's own: 1 for a ball, 0.8 for a rod three times as long as wide; at most 1.</param>
/// <param name="Roughness">Length of the outline of the axial slice over that of its convex hull: 1 is even and convex, more is lobulated, spiculated or hollowed.</param>
/// <param name="GradientHuPerMm">Mean steepness of the CT over the voxels of the border, HU/mm: low where a node fades into what it lies in.</param>
internal sealed record NodeBorder(double Sphericity, double Roughness, double GradientHuPerMm)
{
    public static NodeBorder Of(Volume<short> ct, NodeMask mask, int slice) => new(NodeSurface.Sphericity(mask), RoughnessOf(mask, slice), GradientOf(ct, mask));

    private static double RoughnessOf(NodeMask mask, int slice)
    {
        var spacing = mask.Geometry.SpacingMm;
        var smoothed = IsoLine.Trace(SectionField.Of(mask, slice).Smoothed());
        // A slice of few voxels is smoothed away; it has no shape to speak of.
        if (smoothed.Count == 0) return 1;
        var hull = ConvexHull.Of([.. smoothed.SelectMany(line => line)]);
        var around = LengthMm(hull, spacing);
        return around > 0 ? Math.Max(1, smoothed.Sum(line => LengthMm(line, spacing)) / around) : 1;
    }

    private static double LengthMm(OutlinePoint[] closed, Vector3 spacing)
    {
        var length = 0.0;
        for (var i = 0; i < closed.Length; i++)
        {
            var (a, b) = (closed[i], closed[(i + 1) % closed.Length]);
            length += double.Hypot((b.X - a.X) * spacing.X, (b.Y - a.Y) * spacing.Y);
        }

        return length;
    }

    private static double GradientOf(Volume<short> ct, NodeMask mask)
    {
        var (sum, count) = (0.0, 0);
        foreach (var (x, y, z) in NodeCore.Voxels(mask))
        {
            if (!mask.IsBorder(x, y, z)) continue;
            var at = (X: x + mask.Box.X0, Y: y + mask.Box.Y0, Z: z + mask.Box.Z0);
            var (dx, dy, dz) = (Slope(ct, at, (1, 0, 0), ct.Geometry.SpacingMm.X), Slope(ct, at, (0, 1, 0), ct.Geometry.SpacingMm.Y), Slope(ct, at, (0, 0, 1), ct.Geometry.SpacingMm.Z));
            sum += new Vector3(dx, dy, dz).Length;
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Over two steps, over one at the edge of the volume; what lies outside the field of view counts as air.</summary>
    private static double Slope(Volume<short> ct, (int X, int Y, int Z) at, (int X, int Y, int Z) step, double mm)
    {
        var size = ct.Size;
        var (a, b) = ((X: at.X - step.X, Y: at.Y - step.Y, Z: at.Z - step.Z), (X: at.X + step.X, Y: at.Y + step.Y, Z: at.Z + step.Z));
        var (hasA, hasB) = (size.Contains(a.X, a.Y, a.Z), size.Contains(b.X, b.Y, b.Z));
        if (!hasA && !hasB) return 0;
        var (from, to) = (hasA ? a : at, hasB ? b : at);
        return (Hu(to) - Hu(from)) / (mm * (hasA && hasB ? 2 : 1));

        double Hu((int X, int Y, int Z) v) => Math.Max((short)-1024, ct.Span[ct.IndexOf(v.X, v.Y, v.Z)]);
    }
}
