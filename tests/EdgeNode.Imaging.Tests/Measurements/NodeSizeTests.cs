using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class NodeSizeTests
{
    [Fact]
    public void A_sphere_has_its_volume_diameter_and_centre()
    {
        var scene = new Scene(GridGeometry.AxisAligned(new(60, 60, 40), new(0.5, 0.5, 0.75), new(-10, 20, 300)));
        var node = scene.Label(scene.Sphere(new(30, 28, 20), 8)).MeasureOne();
        Assert.InRange(node.VolumeMm3 / (4.0 / 3 * Math.PI * 512), 0.98, 1.02);
        Assert.InRange(node.GreatestDimensionMm, 15.8, 16.8);
        Assert.InRange(node.LongAxisMm, 15.8, 16.4);
        Assert.InRange(node.ShortAxisMm, 15.6, 16.2);
        Assert.Equal(20, node.AxialSlice);
        Assert.InRange((node.CentroidMm - new Vector3(5, 34, 315)).Length, 0, 1e-9);
        Assert.False(node.Truncated);
    }

    /// <summary>Every pair of voxels, where the measurement compares the corners of the slices only.</summary>
    [Fact]
    public void Greatest_dimension_is_that_over_all_pairs_of_voxels()
    {
        var tilt = 0.3;
        var geometry = new GridGeometry(
            new(12, 12, 8), new(0.6, 0.8, 2), default, new(Math.Cos(tilt), Math.Sin(tilt), 0), new(-Math.Sin(tilt), Math.Cos(tilt), 0), new(0, 0.2588190451, 0.9659258263));
        var random = new Random(7);
        for (var repeat = 0; repeat < 30; repeat++)
        {
            // A path of face neighbours is one component of any shape.
            var (scene, at) = (new Scene(geometry), (X: 6, Y: 6, Z: 4));
            for (var step = 0; step < repeat * 6; step++)
            {
                scene.Labels.Span[scene.Labels.IndexOf(at.X, at.Y, at.Z)] = 1;
                var (axis, sign) = (random.Next(3), (2 * random.Next(2)) - 1);
                at = (Math.Clamp(at.X + (axis == 0 ? sign : 0), 0, 11), Math.Clamp(at.Y + (axis == 1 ? sign : 0), 0, 11), Math.Clamp(at.Z + (axis == 2 ? sign : 0), 0, 7));
            }

            scene.Labels.Span[scene.Labels.IndexOf(at.X, at.Y, at.Z)] = 1;
            Assert.Equal(OverAllPairs(scene), scene.MeasureOne().GreatestDimensionMm, 9);
        }
    }

    [Theory]
    [InlineData(1, 1, 0.7, 0.5)]
    [InlineData(2, 1, 1, 0.7)]
    [InlineData(1, 2, 1.4, 0.5)]
    [InlineData(6, 1, 3, 0.7)]
    public void A_node_of_a_few_voxels_is_as_large_as_its_pixels(int columns, int rows, double longMm, double shortMm)
    {
        var scene = new Scene(GridGeometry.AxisAligned(new(20, 20, 9), new(0.5, 0.7, 0.4)));
        var node = scene.Label((x, y, z) => x >= 8 && x < 8 + columns && y >= 9 && y < 9 + rows && z == 4).MeasureOne();
        Assert.Equal(longMm, node.LongAxisMm, 6);
        Assert.Equal(shortMm, node.ShortAxisMm, 6);
        Assert.Equal(longMm, node.GreatestDimensionMm, 9);
        Assert.Equal(columns * rows * 0.14, node.VolumeMm3, 9);
        Assert.Equal(100, node.MeanHu);
        Assert.Null(node.LowDensityFraction);
    }

    [Theory]
    [InlineData(10, 10, 10, false)]
    [InlineData(3, 10, 10, true)]
    [InlineData(10, 16, 10, true)]
    [InlineData(10, 10, 17, true)]
    public void A_node_at_the_edge_of_the_volume_is_truncated(int x, int y, int z, bool truncated)
    {
        var scene = new Scene(GridGeometry.AxisAligned(new(20, 20, 20), new(1, 1, 1)));
        var node = scene.Label(scene.Sphere(new(x, y, z), 4)).MeasureOne();
        Assert.Equal(truncated, node.Truncated);
        Assert.True(double.IsFinite(node.ShortAxisMm) && node.ShortAxisMm > 0);
    }

    private static double OverAllPairs(Scene scene)
    {
        var geometry = scene.Ct.Geometry;
        var size = geometry.Size;
        var points = Enumerable.Range(0, (int)size.Voxels).Where(i => scene.Labels.Span[i] > 0)
            .Select(i => geometry.ToPatient(i % size.X, i / size.X % size.Y, i / size.SliceVoxels)).ToArray();
        var spacing = geometry.SpacingMm;
        var greatest = Math.Max(spacing.X, Math.Max(spacing.Y, spacing.Z));
        foreach (var d in points.SelectMany(a => points, (a, b) => b - a).Where(d => d.Length > 0))
        {
            var u = d.Normalized();
            var (x, y, z) = (u.Dot(geometry.XDirection) * spacing.X, u.Dot(geometry.YDirection) * spacing.Y, u.Dot(geometry.ZDirection) * spacing.Z);
            greatest = Math.Max(greatest, d.Length + Math.Sqrt((x * x) + (y * y) + (z * z)));
        }

        return greatest;
    }
}
