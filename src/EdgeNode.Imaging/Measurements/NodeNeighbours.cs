using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>How far each node lies from the nearest other one.</summary>
internal static class NodeNeighbours
{
    /// <summary>From voxel centre to voxel centre, mm; null for a node that is alone.</summary>
    public static double?[] NearestMm(IReadOnlyList<NodeMask> masks)
    {
        var rims = masks.Select(Rim).ToArray();
        var nearest = new double?[masks.Count];
        Parallel.For(0, masks.Count, i =>
        {
            var best = double.PositiveInfinity;
            foreach (var (j, gap) in Enumerable.Range(0, masks.Count).Where(j => j != i).Select(j => (j, GapMm(masks[i], masks[j]))).OrderBy(other => other.Item2))
            {
                if (gap >= best) break;
                best = Math.Min(best, DistanceMm((masks[i], rims[i]), (masks[j], rims[j]), best));
            }

            nearest[i] = double.IsFinite(best) ? best : null;
        });
        return nearest;
    }

    /// <summary>Voxels of the node's border, in mm along the grid's axes.</summary>
    private static Vector3[] Rim(NodeMask mask)
    {
        var mm = mask.Geometry.SpacingMm;
        return [.. NodeCore.Voxels(mask)
            .Where(v => mask.IsBorder(v.X, v.Y, v.Z))
            .Select(v => new Vector3((v.X + mask.Box.X0) * mm.X, (v.Y + mask.Box.Y0) * mm.Y, (v.Z + mask.Box.Z0) * mm.Z))];
    }

    /// <summary>Between the boxes: no voxels are nearer.</summary>
    private static double GapMm(NodeMask a, NodeMask b)
    {
        var mm = a.Geometry.SpacingMm;
        return new Vector3(
            Apart(a.Box.X0, a.Box.X1, b.Box.X0, b.Box.X1) * mm.X, Apart(a.Box.Y0, a.Box.Y1, b.Box.Y0, b.Box.Y1) * mm.Y, Apart(a.Box.Z0, a.Box.Z1, b.Box.Z0, b.Box.Z1) * mm.Z).Length;
    }

    private static int Apart(int a0, int a1, int b0, int b1) => Math.Max(0, Math.Max(b0 - a1, a0 - b1));

    private static double DistanceMm((NodeMask Mask, Vector3[] Rim) a, (NodeMask Mask, Vector3[] Rim) b, double below)
    {
        // A first guess by the middle of the other, then only what can be nearer than that.
        var middle = b.Rim.Aggregate((sum, p) => sum + p) * (1.0 / b.Rim.Length);
        var from = a.Rim.MinBy(p => (p - middle).Length);
        var best = Math.Min(below, b.Rim.Min(p => (p - from).Length));
        var near = Within(b.Rim, a.Mask, best);
        foreach (var p in Within(a.Rim, b.Mask, best))
        {
            foreach (var q in near)
            {
                var d = p - q;
                if (d.Dot(d) < best * best) best = d.Length;
            }
        }

        return best;
    }

    /// <summary>Those no farther from the other's box than this.</summary>
    private static Vector3[] Within(Vector3[] points, NodeMask other, double reachMm)
    {
        var (mm, box) = (other.Geometry.SpacingMm, other.Box);
        return Array.FindAll(points, p => Near(p.X, box.X0 * mm.X, box.X1 * mm.X) && Near(p.Y, box.Y0 * mm.Y, box.Y1 * mm.Y) && Near(p.Z, box.Z0 * mm.Z, box.Z1 * mm.Z));

        bool Near(double at, double first, double last) => at >= first - reachMm && at <= last + reachMm;
    }
}
