using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Which voxel belongs to which node: components of the mask by the boxes of the result, missed nodes as ellipsoids.</summary>
internal static class NodeNumbers
{
    public static Volume<short> Of(Volume<byte> labels, IReadOnlyList<NodeFinding> nodes, IReadOnlyList<MissedNode> missed)
    {
        var numbers = new Volume<short>(labels.Geometry, new short[labels.Geometry.Size.Voxels]);
        foreach (var component in NodeComponents.Find(labels, new() { MinVoxels = 1 }).Kept)
        {
            // On grids that were resampled a box can be a voxel off, so the best fit decides.
            if (nodes.Select(node => (node.Id, Shared: Shared(BoxOf(node), component.Box))).Where(fit => fit.Shared > 0).OrderByDescending(fit => fit.Shared).ToList() is [var best, ..])
            {
                foreach (var run in component.Runs)
                    numbers.Span.Slice(run.Start, run.Length).Fill((short)best.Id);
            }
        }

        foreach (var node in missed)
            Paint(numbers, node);
        return numbers;
    }

    public static VoxelBox BoxOf(NodeFinding node) => node.BoundingBoxVoxels is [var x0, var y0, var z0, var x1, var y1, var z1]
        ? new(x0, y0, z0, x1, y1, z1)
        : throw new ArgumentException("A bounding box has six numbers.", nameof(node));

    /// <summary>The voxel in the middle of a missed node.</summary>
    public static VoxelBox BoxOf(MissedNode node, GridGeometry grid)
    {
        var at = grid.ToVoxel(FeedbackChecks.Vector(node.CentreMm));
        var (x, y, z) = (At(at.X, grid.Size.X), At(at.Y, grid.Size.Y), At(at.Z, grid.Size.Z));
        return new(x, y, z, x, y, z);
    }

    private static int At(double place, int size) => Math.Clamp((int)Math.Round(place), 0, size - 1);

    /// <summary>Voxels of both over voxels of either.</summary>
    private static double Shared(VoxelBox a, VoxelBox b)
    {
        double Length(int a0, int a1, int b0, int b1) => Math.Max(0, Math.Min(a1, b1) - Math.Max(a0, b0) + 1);
        double Voxels(VoxelBox box) => (double)(box.X1 - box.X0 + 1) * (box.Y1 - box.Y0 + 1) * (box.Z1 - box.Z0 + 1);
        var both = Length(a.X0, a.X1, b.X0, b.X1) * Length(a.Y0, a.Y1, b.Y0, b.Y1) * Length(a.Z0, a.Z1, b.Z0, b.Z1);
        return both / (Voxels(a) + Voxels(b) - both);
    }

    /// <summary>The ellipse that was drawn on a slice, as thick through the slices as its short axis; what the network found is left as it is.</summary>
    private static void Paint(Volume<short> numbers, MissedNode node)
    {
        var (grid, centre, along) = (numbers.Geometry, FeedbackChecks.Vector(node.CentreMm), FeedbackChecks.Vector(node.LongAxisDirection).Normalized());
        var (half, other) = (node.LongAxisMm / 2, node.ShortAxisMm / 2);
        var middle = BoxOf(node, grid);
        int Steps(double spacing) => (int)Math.Ceiling(half / spacing);
        for (var z = Math.Max(0, middle.Z0 - Steps(grid.SpacingMm.Z)); z <= Math.Min(grid.Size.Z - 1, middle.Z0 + Steps(grid.SpacingMm.Z)); z++)
        {
            for (var y = Math.Max(0, middle.Y0 - Steps(grid.SpacingMm.Y)); y <= Math.Min(grid.Size.Y - 1, middle.Y0 + Steps(grid.SpacingMm.Y)); y++)
            {
                for (var x = Math.Max(0, middle.X0 - Steps(grid.SpacingMm.X)); x <= Math.Min(grid.Size.X - 1, middle.X0 + Steps(grid.SpacingMm.X)); x++)
                {
                    var off = grid.ToPatient(x, y, z) - centre;
                    var lengthwise = off.Dot(along);
                    var across = off.Dot(off) - (lengthwise * lengthwise);
                    ref var voxel = ref numbers.Span[numbers.IndexOf(x, y, z)];
                    if (voxel == 0 && (lengthwise * lengthwise / (half * half)) + (across / (other * other)) <= 1)
                        voxel = (short)node.Node;
                }
            }
        }

        ref var own = ref numbers.Span[numbers.IndexOf(middle.X0, middle.Y0, middle.Z0)];
        own = own == 0 ? (short)node.Node : own;
    }
}
