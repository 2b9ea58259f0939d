using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class NodeSideTests
{
    private static readonly GridSize Size = new(100, 60, 12);
    private static readonly Vector3 Spacing = new(2, 2, 3);

    /// <summary>The body is off the middle of the grid (voxels 20 to 60 around 40), 80 mm wide; a table lies below it.</summary>
    [Theory]
    [InlineData(50, NodeSide.Left, NodeSide.Right)]
    [InlineData(30, NodeSide.Right, NodeSide.Left)]
    [InlineData(42, NodeSide.Midline, NodeSide.Midline)]
    [InlineData(38, NodeSide.Midline, NodeSide.Midline)]
    [InlineData(43, NodeSide.Left, NodeSide.Right)]
    public void Side_is_the_patients_and_turns_with_the_x_direction(int x, NodeSide alongLeft, NodeSide alongRight)
    {
        var straight = GridGeometry.AxisAligned(Size, Spacing, new(-300, -60, 10));
        var mirrored = straight with { XDirection = new(-1, 0, 0), ZDirection = new(0, 0, -1) };
        Assert.Equal(alongLeft, Body(straight).Label((vx, y, z) => vx == x && y == 20 && z == 6).MeasureOne().Side);
        Assert.Equal(alongRight, Body(mirrored).Label((vx, y, z) => vx == x && y == 20 && z == 6).MeasureOne().Side);
    }

    [Fact]
    public void A_slice_without_body_takes_the_mid_plane_of_its_neighbours()
    {
        var scene = Body(GridGeometry.AxisAligned(Size, Spacing)).Paint((_, _, z) => z == 6, -1000);
        Assert.Equal(NodeSide.Left, scene.Label((x, y, z) => x == 46 && y == 20 && z == 6).MeasureOne().Side);
    }

    [Fact]
    public void Without_any_body_the_middle_of_the_grid_divides()
    {
        var scene = new Scene(GridGeometry.AxisAligned(Size, Spacing), -1000).Label((x, y, z) => x == 46 && y == 20 && z == 6);
        Assert.Equal(NodeSide.Right, scene.MeasureOne().Side);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, -1)]
    public void Nodes_come_from_the_head_downwards_then_from_right_to_left(int xSign, int zSign)
    {
        var geometry = GridGeometry.AxisAligned(Size, Spacing) with { XDirection = new(xSign, 0, 0), ZDirection = new(0, 0, zSign) };
        var scene = Body(geometry).Label((x, y, z) => (x, y, z) is (50, 20, 2) or (30, 20, 6) or (50, 20, 6) or (40, 20, 6) or (30, 20, 9));
        var centroids = scene.Measure().Select(node => node.CentroidMm).ToArray();
        Assert.Equal(5, centroids.Length);
        Assert.Equal(centroids.OrderByDescending(c => c.Z).ThenBy(c => c.X), centroids);
        Assert.Equal(zSign * (zSign > 0 ? 27.0 : 6.0), centroids[0].Z);
    }

    [Fact]
    public void A_component_of_another_grid_is_refused()
    {
        var other = new Scene(GridGeometry.AxisAligned(new(4, 4, 4), Spacing)).Label((x, _, _) => x == 3);
        var found = Imaging.Components.NodeComponents.Find(other.Labels, new() { MinVoxels = 1 }).Kept;
        var ct = new Scene(GridGeometry.AxisAligned(new(3, 4, 4), Spacing)).Ct;
        Assert.Throws<ArgumentException>(() => NodeMeasurer.Measure(ct, found, new() { Contrast = true }));
    }

    private static Scene Body(GridGeometry geometry) => new Scene(geometry, -1000)
        .Paint((x, y, _) => x is >= 20 and <= 60 && y is >= 5 and <= 40, 40)
        .Paint((_, y, _) => y is >= 44 and <= 50, 0);
}
