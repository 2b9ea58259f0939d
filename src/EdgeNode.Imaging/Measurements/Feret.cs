using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// Feret diameter of a mask in three dimensions. Only the ends of the mask's rows that lie on the convex hull of their slice can be
/// farthest, so a node of fifty thousand voxels leaves about a thousand points to compare.
/// </summary>
internal static class Feret
{
    /// <summary>Largest distance of two voxel centres plus the extent of one voxel (its inscribed ellipsoid) in that direction, mm.</summary>
    public static double GreatestMm(NodeMask mask)
    {
        var geometry = mask.Geometry;
        var points = new List<Vector3>();
        for (var z = 0; z < mask.Size.Z; z++)
            points.AddRange(SliceHull.Of(mask, z).Select(p => geometry.ToPatient(p.X, p.Y, z)));

        var spacing = geometry.SpacingMm;
        var longestEdge = Math.Max(spacing.X, Math.Max(spacing.Y, spacing.Z));
        var (x, y, z1) = (geometry.XDirection * spacing.X, geometry.YDirection * spacing.Y, geometry.ZDirection * spacing.Z);
        var greatest = longestEdge;
        var worthwhile = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                var d = points[j] - points[i];
                var squared = d.Dot(d);
                if (squared <= worthwhile)
                    continue;

                // Half the width of the ellipsoid with these axes, doubled: the length of the direction's components in them.
                var length = Math.Sqrt(squared);
                var extent = new Vector3(d.Dot(x), d.Dot(y), d.Dot(z1)).Length / length;
                greatest = Math.Max(greatest, length + extent);
                worthwhile = (greatest - longestEdge) * (greatest - longestEdge);
            }
        }

        return greatest;
    }
}
