using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class NodeDensityTests
{
    private static readonly GridGeometry Grid = GridGeometry.AxisAligned(new(50, 50, 30), new(0.5, 0.5, 1));
    private static readonly Vector3 Centre = new(25, 25, 15);

    /// <summary>The painted rim is 0.5 mm: in slanted directions the steps of the grid reach less far than 1 mm.</summary>
    [Fact]
    public void Mean_leaves_out_the_rim()
    {
        var scene = new Scene(Grid);
        scene.Label(scene.Sphere(Centre, 8)).Paint((_, _, _) => true, -100).Paint(scene.Sphere(Centre, 7.5), 80);
        Assert.Equal(80, scene.MeasureOne().MeanHu);
    }

    [Fact]
    public void A_low_density_core_is_its_share_of_the_node_without_rim()
    {
        var scene = new Scene(Grid);
        scene.Label(scene.Sphere(Centre, 8)).Paint(scene.Sphere(Centre, 4), 10);
        Assert.InRange(scene.MeasureOne().LowDensityFraction!.Value, 64.0 / 343 * 0.85, 64.0 / 343 * 1.1);
        Assert.Null(scene.MeasureOne(contrast: false).LowDensityFraction);
    }

    [Theory]
    [InlineData(-21, 0)]
    [InlineData(-20, 1)]
    [InlineData(29, 1)]
    [InlineData(30, 0)]
    public void Low_density_is_below_enhancing_tissue_and_above_fat(short hu, double expected)
    {
        var scene = new Scene(Grid, hu);
        Assert.Equal(expected, scene.Label(scene.Sphere(Centre, 6)).MeasureOne().LowDensityFraction);
    }

    [Fact]
    public void Single_noisy_voxels_are_no_low_density()
    {
        var scene = new Scene(Grid);
        scene.Label(scene.Sphere(Centre, 8)).Paint((x, y, z) => (x + y + z) % 3 == 0, 0);
        Assert.Equal(0, scene.MeasureOne().LowDensityFraction);
    }

    [Fact]
    public void A_node_without_a_core_has_the_mean_of_all_its_voxels_and_no_low_density_fraction()
    {
        var scene = new Scene(Grid);
        scene.Label((x, y, z) => x is 25 or 26 && y == 25 && z == 15).Paint((x, _, _) => x == 26, 0);
        Assert.Equal(50, scene.MeasureOne().MeanHu);
        Assert.Null(scene.MeasureOne().LowDensityFraction);
    }
}
