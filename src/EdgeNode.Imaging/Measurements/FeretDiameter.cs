using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// Largest extent of a node in any direction. Only voxels that are corners of their slice's convex hull can be ends of it, so a large
/// node costs little. Distances run between voxel centres; one voxel along the direction is added, so that a single voxel has its size.
/// </summary>
internal static class FeretDiameter
{
    public static double Of(NodeMask mask, GridGeometry grid)
    {
        var corners = mask.Voxels().GroupBy(voxel => voxel.Z)
            .SelectMany(slice => ConvexHull.Of([.. slice.Select(voxel => new PlanePoint(voxel.X, voxel.Y))]).Select(p => grid.ToPatient(p.X, p.Y, slice.Key)))
            .ToList();
        var largest = default(Vector3);
        for (var i = 0; i < corners.Count; i++)
        {
            for (var j = i + 1; j < corners.Count; j++)
            {
                var span = corners[j] - corners[i];
                largest = span.Dot(span) > largest.Dot(largest) ? span : largest;
            }
        }

        return largest.Length + VoxelAlong(largest, grid);
    }

    private static double VoxelAlong(Vector3 span, GridGeometry grid)
    {
        if (span.Length == 0)
        {
            return Math.Max(grid.SpacingMm.X, Math.Max(grid.SpacingMm.Y, grid.SpacingMm.Z));
        }

        var u = span.Normalized();
        return Math.Sqrt(Square(u.Dot(grid.XDirection) * grid.SpacingMm.X) + Square(u.Dot(grid.YDirection) * grid.SpacingMm.Y) + Square(u.Dot(grid.ZDirection) * grid.SpacingMm.Z));
    }

    private static double Square(double value) => value * value;
}
