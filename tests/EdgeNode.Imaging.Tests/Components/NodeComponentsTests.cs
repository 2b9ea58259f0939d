using CsCheck;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Components;

public sealed class NodeComponentsTests
{
    private static readonly ComponentOptions All = new() { MinVoxels = 1 };

    /// <summary>The plain way: flood from every voxel over its 26 neighbours.</summary>
    [Fact]
    public void Runs_find_what_flooding_voxel_by_voxel_finds() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 6], Gen.Int[0, 100], Gen.Int).Sample((x, y, z, percent, seed) =>
        {
            var random = new Random(seed);
            var voxels = new byte[x * y * z];
            foreach (ref var voxel in voxels.AsSpan())
                voxel = random.Next(100) < percent ? (byte)random.Next(1, 4) : (byte)0;
            var labels = new Volume<byte>(GridGeometry.AxisAligned(new(x, y, z), new(1, 1, 1)), voxels);

            var found = NodeComponents.Find(labels, All).Kept;
            var expected = Flood(labels);
            Assert.Equal(expected, found.Select(c => string.Join(',', c.VoxelIndices())));
            foreach (var component in found)
                AssertDescribed(labels, component);
        });

    [Theory]
    [InlineData(1, 3)] // slices from foot to head
    [InlineData(-1, 1)] // from head to foot
    public void Only_what_lies_wholly_above_a_height_is_taken_out(int up, int removed)
    {
        // Slices 2 mm apart; voxels at slices 0, 1 to 2, and 4.
        var made = Make(new(6, 4, 5), (0, 0, 0, 1), (2, 2, 1, 2), (2, 2, 2, 2), (5, 0, 4, 3));
        var labels = new Volume<byte>(new(made.Size, new(1, 1, 2), new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new Vector3(0, 0, up)), made.Span.ToArray());
        var found = NodeComponents.Find(labels, All).WithoutThoseAbove(labels.Geometry, 3.5 * up);
        Assert.Equal(2, found.Kept.Count);
        Assert.Equal(removed, (int)Assert.Single(found.Removed).Label);
    }

    [Fact]
    public void Touching_nodes_of_different_classes_are_one_conglomerate_of_the_worst()
    {
        var labels = Make(new(6, 4, 4), (0, 0, 0, 1), (1, 1, 1, 2), (2, 2, 2, 3), (5, 0, 0, 1));
        var found = NodeComponents.Find(labels, All).Kept;
        Assert.Equal([3, 1], found.Select(c => (int)c.Label));
        Assert.Equal([0, 1, 1, 1], found[0].ClassVoxels);
        Assert.Equal(new VoxelBox(0, 0, 0, 2, 2, 2), found[0].Box);
    }

    [Theory]
    [InlineData(80, 0, 20, 3)]
    [InlineData(81, 0, 19, 1)]
    [InlineData(75, 10, 15, 2)]
    [InlineData(82, 9, 9, 1)]
    [InlineData(0, 90, 10, 2)]
    [InlineData(0, 0, 7, 3)]
    public void The_worst_class_holds_where_it_and_worse_make_up_the_share(int negative, int positive, int ene, int expected)
    {
        var voxels = Enumerable.Repeat((byte)1, negative).Concat(Enumerable.Repeat((byte)2, positive)).Concat(Enumerable.Repeat((byte)3, ene)).ToArray();
        var labels = new Volume<byte>(GridGeometry.AxisAligned(new(voxels.Length, 1, 1), new(1, 1, 1)), voxels);
        Assert.Equal(expected, Assert.Single(NodeComponents.Find(labels, All).Kept).Label);
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(0.01, 1, 3)]
    [InlineData(0.02, 1, 1)]
    [InlineData(0.5, 49, 1)]
    [InlineData(0.5, 50, 3)]
    [InlineData(1, 99, 1)]
    [InlineData(1, 100, 3)]
    public void The_share_is_the_callers_and_at_0_one_voxel_decides(double share, int ene, int expected)
    {
        var voxels = Enumerable.Repeat((byte)1, 100 - ene).Concat(Enumerable.Repeat((byte)3, ene)).ToArray();
        var labels = new Volume<byte>(GridGeometry.AxisAligned(new(100, 1, 1), new(1, 1, 1)), voxels);
        Assert.Equal(expected, Assert.Single(NodeComponents.Find(labels, All with { MinClassShare = share }).Kept).Label);
    }

    [Fact]
    public void The_size_threshold_counts_voxels_of_the_reference_grid()
    {
        // 4 voxels of 1 x 1 x 1.5 mm are 6 mm3: 12 voxels of 0.5 mm3.
        var geometry = GridGeometry.AxisAligned(new(40, 1, 1), new(0.5, 0.5, 2));
        var voxels = new byte[40];
        voxels.AsSpan(0, 12).Fill(1);
        voxels.AsSpan(20, 11).Fill(3);
        var labels = new Volume<byte>(geometry, voxels);

        var found = NodeComponents.Find(labels, new() { MinVoxels = 4, ReferenceSpacingMm = new(1, 1, 1.5) });
        Assert.Equal(12, Assert.Single(found.Kept).Voxels);
        Assert.Equal(11, Assert.Single(found.Removed).Voxels);

        found.EraseRemoved(labels);
        Assert.Equal(12, voxels.Count(v => v > 0));
        Assert.All(voxels[20..], v => Assert.Equal(0, v));
    }

    [Fact]
    public void Runs_do_not_join_around_the_end_of_a_row() =>
        Assert.Equal(2, NodeComponents.Find(Make(new(4, 4, 4), (3, 0, 0, 1), (0, 1, 0, 1)), All).Kept.Count);

    [Fact]
    public void A_label_that_is_no_node_class_is_refused() =>
        Assert.Throws<ArgumentException>(() => NodeComponents.Find(Make(new(2, 2, 2), (0, 0, 0, 4)), All));

    private static Volume<byte> Make(GridSize size, params (int X, int Y, int Z, byte Label)[] voxels)
    {
        var labels = new Volume<byte>(GridGeometry.AxisAligned(size, new(1, 1, 1)), new byte[size.Voxels]);
        foreach (var (x, y, z, label) in voxels)
            labels.Span[labels.IndexOf(x, y, z)] = label;
        return labels;
    }

    private static void AssertDescribed(Volume<byte> labels, Component component)
    {
        var indices = component.VoxelIndices().ToArray();
        var (x, y, z) = (indices.Select(i => i % labels.Size.X), indices.Select(i => i / labels.Size.X % labels.Size.Y), indices.Select(i => i / labels.Size.SliceVoxels));
        Assert.Equal(new VoxelBox(x.Min(), y.Min(), z.Min(), x.Max(), y.Max(), z.Max()), component.Box);
        for (var label = 0; label < 4; label++)
            Assert.Equal(indices.Count(i => labels.Span[i] == label), component.ClassVoxels[label]);
        Assert.Equal(indices.Length, component.Voxels);
    }

    private static List<string> Flood(Volume<byte> labels)
    {
        var (size, seen, found) = (labels.Size, new bool[labels.Span.Length], new List<string>());
        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i] || labels.Span[i] == 0)
                continue;

            var (open, members) = (new Stack<int>([i]), new SortedSet<int>());
            seen[i] = true;
            while (open.TryPop(out var at))
            {
                members.Add(at);
                var (x, y, z) = (at % size.X, at / size.X % size.Y, at / size.SliceVoxels);
                for (var n = 0; n < 27; n++)
                {
                    var (nx, ny, nz) = (x + (n % 3) - 1, y + (n / 3 % 3) - 1, z + (n / 9) - 1);
                    if (!size.Contains(nx, ny, nz) || labels.Span[labels.IndexOf(nx, ny, nz)] == 0 || seen[labels.IndexOf(nx, ny, nz)])
                        continue;
                    seen[labels.IndexOf(nx, ny, nz)] = true;
                    open.Push(labels.IndexOf(nx, ny, nz));
                }
            }

            found.Add(string.Join(',', members));
        }

        return found;
    }
}
