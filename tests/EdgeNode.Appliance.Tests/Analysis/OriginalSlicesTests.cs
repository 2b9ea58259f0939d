using CsCheck;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>What is found on the true grid of a tilted, uneven stack lies at the same place of the patient on the slices as they were sent.</summary>
public sealed class OriginalSlicesTests
{
    private const int Columns = 28;
    private const int Rows = 24;

    /// <summary>10 to 18 slices, tilted by up to 30 degrees, in two directions, each off the even increment by up to 12 %.</summary>
    private static readonly Gen<StackedSlices> Stacks = Gen.Select(
        Gen.Int[10, 18],
        Gen.Double[-0.55, 0.55],
        Gen.OneOf(Gen.Const(0.0), Gen.Double[-0.2, 0.2]),
        Gen.OneOf(Gen.Const(new double[18]), Gen.Double[-0.12, 0.12].Array[18]),
        Stack);

    [Fact]
    public void A_box_maps_to_the_box_of_the_pixels_that_show_it() => Gen.Select(Stacks, Boxes()).Sample((stack, box) =>
    {
        var size = stack.True.Size;
        var (from, to) = (box.Corner(size, 0), box.Corner(size, 1));
        var labels = Volume.Allocate<byte>(stack.True);
        for (var i = 0; i < labels.Span.Length; i++)
        {
            var (x, y, z) = (i % size.X, i / size.X % size.Y, i / size.SliceVoxels);
            labels.Span[i] = (byte)(x >= from.X && x <= to.X && y >= from.Y && y <= to.Y && z >= from.Z && z <= to.Z ? 1 : 0);
        }

        var mapped = OriginalSlices.Of(Node([from.X, from.Y, from.Z, to.X, to.Y, to.Z], (from.Z + to.Z) / 2), stack);

        var shown = Shown(StackResampling.ToSlices(labels, stack));
        var crossed = stack.SlicesOf(from.Z, to.Z).Select(stack.FirstVoxel).ToList();
        if (shown is not null && crossed.All(at => from.X < at.X + Columns && to.X >= at.X && from.Y < at.Y + Rows && to.Y >= at.Y))
        {
            Assert.Equal(shown, mapped.BoundingBoxVoxels);
        }

        Assert.InRange(mapped.AxialSlice, mapped.BoundingBoxVoxels[2], mapped.BoundingBoxVoxels[5]);
        Assert.All(Enumerable.Range(0, 3), axis => Assert.True(mapped.BoundingBoxVoxels[axis] >= 0 && mapped.BoundingBoxVoxels[axis] <= mapped.BoundingBoxVoxels[axis + 3]));
        Assert.True(mapped.BoundingBoxVoxels[3] < Columns && mapped.BoundingBoxVoxels[4] < Rows && mapped.BoundingBoxVoxels[5] < stack.Input.Size.Z);
    });

    [Fact]
    public void The_axes_keep_their_place_in_the_plane_of_their_slice() => Gen.Select(Stacks, Gen.Double[0, 20].Array[4], Gen.Double[0, 1]).Sample((stack, ends, at) =>
    {
        var plane = (int)(at * (stack.True.Size.Z - 1));
        var node = Node([0, 0, plane, 20, 20, plane], plane) with { LongAxisVoxels = ends, ShortAxisVoxels = [.. ends.Reverse()] };

        var mapped = OriginalSlices.Of(node, stack);

        var slice = stack.Slices[mapped.AxialSlice];
        foreach (var (was, isNow) in new[] { (node.LongAxisVoxels, mapped.LongAxisVoxels), (node.ShortAxisVoxels, mapped.ShortAxisVoxels) })
        {
            for (var end = 0; end < 4; end += 2)
            {
                var inPatient = stack.True.ToPatient(was[end], was[end + 1], slice.Z);
                var first = stack.True.ToPatient(slice.X, slice.Y, slice.Z);
                var onSlice = first + (stack.Input.XDirection * (isNow[end] * stack.Input.SpacingMm.X)) + (stack.Input.YDirection * (isNow[end + 1] * stack.Input.SpacingMm.Y));
                Assert.True((inPatient - onSlice).Length < 1e-9);
            }
        }
    });

    [Fact]
    public void Millimetres_stay_as_measured_and_a_stack_that_is_a_true_grid_changes_nothing()
    {
        var stack = Stack(12, 0, 0, new double[18]);
        var node = Node([3, 4, 2, 9, 11, 7], 5);

        var mapped = OriginalSlices.Of(node, stack);

        Assert.Equal(node.BoundingBoxVoxels, mapped.BoundingBoxVoxels);
        Assert.All(node.LongAxisVoxels.Zip(mapped.LongAxisVoxels), pair => Assert.Equal(pair.First, pair.Second, 9));
        Assert.Equal((5, false), (mapped.AxialSlice, mapped.Truncated));
        Stacks.Sample(other => Assert.Equal((node.LongAxisMm, node.ShortAxisMm, node.VolumeMm3, node.CentroidMm), Millimetres(OriginalSlices.Of(node, other))));
    }

    [Fact]
    public void A_node_at_the_edge_of_a_slice_is_truncated_though_the_true_grid_goes_on()
    {
        var stack = Stack(12, 0.5, 0, new double[18]);
        var slice = stack.FirstVoxel(6);
        Assert.True(slice.Y > 0 && slice.Y + Rows < stack.True.Size.Y);

        Assert.True(OriginalSlices.Of(Node([8, slice.Y, 6, 12, slice.Y + 4, 6], 6), stack).Truncated);
        Assert.False(OriginalSlices.Of(Node([8, slice.Y + 3, 6, 12, slice.Y + 7, 6], 6), stack).Truncated);
    }

    private static (double, double, double, IReadOnlyList<double>) Millimetres(NodeFinding node) => (node.LongAxisMm, node.ShortAxisMm, node.VolumeMm3, node.CentroidMm);

    private static Gen<Share> Boxes() => Gen.Double[0.02, 0.98].Array[6].Select(shares => new Share(shares));

    private static int[]? Shown(Volume<byte> labels)
    {
        int[] box = [int.MaxValue, int.MaxValue, int.MaxValue, -1, -1, -1];
        for (var i = 0; i < labels.Span.Length; i++)
        {
            if (labels.Span[i] != 0)
            {
                int[] at = [i % Columns, i / Columns % Rows, i / (Columns * Rows)];
                for (var axis = 0; axis < 3; axis++)
                {
                    (box[axis], box[axis + 3]) = (Math.Min(box[axis], at[axis]), Math.Max(box[axis + 3], at[axis]));
                }
            }
        }

        return box[3] < 0 ? null : box;
    }

    private static StackedSlices Stack(int count, double tilt, double sideways, double[] off)
    {
        var (row, column) = (new Vector3(1, 0, 0), new Vector3(0, Math.Cos(0.3), Math.Sin(0.3)));
        var normal = row.Cross(column);
        var positions = Enumerable.Range(0, count).Select(i => new Vector3(-30, 12, 400) + (((normal) + (column * tilt) + (row * sideways)) * (3 * (i + (i is 0 ? 0 : off[i]))))).ToList();
        var travel = positions[^1] - positions[0];
        var input = new GridGeometry(new(Columns, Rows, count), new(1.1, 0.9, travel.Length / (count - 1)), positions[0], row, column, travel.Normalized());
        return StackedSlices.Of(input, positions, travel.Dot(normal) / (count - 1));
    }

    private static NodeFinding Node(int[] box, int slice) => new()
    {
        Id = 1,
        Label = NodeClass.Positive,
        ClassProbabilities = [0, 1, 0],
        CentroidMm = [1, 2, 3],
        Side = "left",
        BoundingBoxVoxels = box,
        VolumeMm3 = 100,
        LongAxisMm = 9,
        ShortAxisMm = 7,
        LongAxisVoxels = [4, 5, 8, 9],
        ShortAxisVoxels = [5, 6, 7, 6],
        GreatestDimensionMm = 10,
        AxialSlice = slice,
        MeanHu = 40,
        Truncated = false,
    };

    /// <summary>Two corners as shares of a grid.</summary>
    private sealed record Share(double[] Of)
    {
        public (int X, int Y, int Z) Corner(GridSize size, int which) => (At(0, size.X, which), At(1, size.Y, which), At(2, size.Z, which));

        private int At(int axis, int size, int which) => (int)((which == 0 ? Math.Min(Of[axis], Of[axis + 3]) : Math.Max(Of[axis], Of[axis + 3])) * size);
    }
}
