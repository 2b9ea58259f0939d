using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Which voxel belongs to which node: components of the mask by the boxes of the result, missed nodes as ellipsoids.</summary>
/// <param name="missed">What physicians marked.</param>
internal sealed class NodeNumbers(IReadOnlyList<MissedNode> missed)
{
    private readonly List<(short Number, IReadOnlyList<VoxelRun> Runs)> _components = [];

    /// <param name="labels">The whole mask.</param>
    /// <param name="nodes">The result's nodes on the same grid.</param>
    /// <param name="missed">What physicians marked.</param>
    public static NodeNumbers Of(Volume<byte> labels, IReadOnlyList<NodeFinding> nodes, IReadOnlyList<MissedNode> missed)
    {
        var numbers = new NodeNumbers(missed);
        foreach (var component in NodeComponents.Find(labels, new() { MinVoxels = 1 }).Kept)
        {
            // On grids that were resampled a box can be a voxel off, so the best fit decides.
            if (nodes.Select(node => (node.Id, Shared: Shared(BoxOf(node), component.Box))).Where(fit => fit.Shared > 0).OrderByDescending(fit => fit.Shared).ToList() is [var best, ..])
                numbers._components.Add(((short)best.Id, component.Runs));
        }

        return numbers;
    }

    /// <summary>The numbers of some slices of the grid; 0 for voxels of no node.</summary>
    /// <param name="grid">Of the slices alone.</param>
    /// <param name="first">Place of the first of them in the whole grid.</param>
    public Volume<short> Slices(GridGeometry grid, int first)
    {
        var numbers = new Volume<short>(grid, new short[grid.Size.Voxels]);
        var offset = first * grid.Size.SliceVoxels;
        foreach (var (number, runs) in _components)
        {
            // A run lies in one row, so in one slice.
            foreach (var run in runs.Where(run => run.Start >= offset && run.Start < offset + numbers.Voxels.Length))
                numbers.Span.Slice(run.Start - offset, run.Length).Fill(number);
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

    /// <summary>
    /// The ellipse that was drawn on a slice, as thick through the slices as its short axis; what the network found is left as it is. A node
    /// smaller than a voxel is the voxel in its middle.
    /// </summary>
    private static void Paint(Volume<short> numbers, MissedNode node)
    {
        var (grid, centre, along) = (numbers.Geometry, FeedbackChecks.Vector(node.CentreMm), FeedbackChecks.Vector(node.LongAxisDirection).Normalized());
        var (half, other, middle) = (node.LongAxisMm / 2, node.ShortAxisMm / 2, grid.ToVoxel(centre));
        var (xs, ys, zs) = (Steps(middle.X, grid.SpacingMm.X, grid.Size.X), Steps(middle.Y, grid.SpacingMm.Y, grid.Size.Y), Steps(middle.Z, grid.SpacingMm.Z, grid.Size.Z));
        foreach (var (x, y, z) in from z in zs from y in ys from x in xs select (x, y, z))
        {
            var off = grid.ToPatient(x, y, z) - centre;
            var lengthwise = off.Dot(along);
            var across = off.Dot(off) - (lengthwise * lengthwise);
            var isMiddle = Math.Abs(x - middle.X) <= 0.5 && Math.Abs(y - middle.Y) <= 0.5 && Math.Abs(z - middle.Z) <= 0.5;
            ref var voxel = ref numbers.Span[numbers.IndexOf(x, y, z)];
            if (voxel == 0 && (isMiddle || (lengthwise * lengthwise / (half * half)) + (across / (other * other)) <= 1))
                voxel = (short)node.Node;
        }

        IEnumerable<int> Steps(double at, double spacing, int size)
        {
            var (first, last) = (Math.Max(0, (int)Math.Floor(at - (half / spacing))), Math.Min(size - 1, (int)Math.Ceiling(at + (half / spacing))));
            return Enumerable.Range(first, Math.Max(0, last - first + 1));
        }
    }
}
