using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// The voxels of a node that are more than 1 mm inside, from centre to centre: no voxel within 1 mm is outside the node or the volume.
/// The rim that is left out mixes node and surroundings.
/// </summary>
internal static class NodeCore
{
    private const double DepthMm = 1;

    /// <summary>Spacings like 0.3333 mm come rounded from files.</summary>
    private const double RoundingMm = 1e-4;

    /// <summary>Positions in the box, in the order of the volume; empty for small nodes.</summary>
    public static List<(int X, int Y, int Z)> Of(NodeMask mask)
    {
        var near = Near(mask.Geometry.SpacingMm);
        return [.. Voxels(mask).Where(v => near.TrueForAll(o => mask.Contains(v.X + o.X, v.Y + o.Y, v.Z + o.Z)))];
    }

    /// <summary>All voxels of the node, as positions in the box.</summary>
    public static IEnumerable<(int X, int Y, int Z)> Voxels(NodeMask mask)
    {
        for (var z = 0; z < mask.Size.Z; z++)
        {
            for (var y = 0; y < mask.Size.Y; y++)
            {
                for (var x = 0; x < mask.Size.X; x++)
                {
                    if (mask.Contains(x, y, z))
                        yield return (x, y, z);
                }
            }
        }
    }

    /// <summary>Steps of at most 1 mm, the farthest first: those leave the node soonest.</summary>
    private static List<(int X, int Y, int Z)> Near(Vector3 spacing)
    {
        const double reach = DepthMm + RoundingMm;
        var (rx, ry, rz) = ((int)(reach / spacing.X), (int)(reach / spacing.Y), (int)(reach / spacing.Z));
        var steps =
            from z in Enumerable.Range(-rz, (2 * rz) + 1)
            from y in Enumerable.Range(-ry, (2 * ry) + 1)
            from x in Enumerable.Range(-rx, (2 * rx) + 1)
            let distance = new Vector3(x * spacing.X, y * spacing.Y, z * spacing.Z).Length
            where distance > 0 && distance <= reach
            orderby distance descending
            select (x, y, z);
        return [.. steps];
    }
}
