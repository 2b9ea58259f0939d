using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>
/// No smoothing may make a node smaller than the network marked it: whatever the shape, the reported axes are at least those of the hull of
/// its pixels' centres. A node that is read as smaller than 1 cm when it is not is one that nobody looks at.
/// </summary>
public sealed class OutlineLawTests
{
    private const double Rounding = 1e-9;

    [Theory]
    [InlineData(0.35, 0.35)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4, 0.7)]
    [InlineData(0.98, 0.98)]
    [InlineData(1, 1)]
    public void Blobs_are_never_read_as_smaller_than_their_pixels(double x, double y)
    {
        for (var seed = 0; seed < 500; seed++)
            AssertAtLeastItsPixels(PixelShapes.Walk(new(seed), 1 + (seed % 160)), x, y, $"walk {seed}");
    }

    [Theory]
    [InlineData(0.35, 0.35)]
    [InlineData(0.6, 0.45)]
    [InlineData(1, 1)]
    public void Nodes_of_a_few_pixels_are_never_read_as_smaller_than_they(double x, double y)
    {
        for (var seed = 0; seed < 1000; seed++)
            AssertAtLeastItsPixels(PixelShapes.Walk(new(-1 - seed), 1 + (seed % 12)), x, y, $"small walk {seed}");
    }

    [Theory]
    [InlineData(0.35)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Ellipses_squares_and_crescents_are_never_read_as_smaller_than_their_pixels(double spacing)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            AssertAtLeastItsPixels(PixelShapes.Ellipse(new(seed)), spacing, spacing, $"ellipse {seed}");
            AssertAtLeastItsPixels(PixelShapes.Crescent(new(seed)), spacing, spacing, $"crescent {seed}");
        }

        for (var side = 1; side < 18; side++)
            AssertAtLeastItsPixels([.. Enumerable.Range(0, side * side).Select(i => (4 + (i % side), 4 + (i / side)))], spacing, spacing, $"square {side}");
    }

    /// <summary>Two pieces in the largest slice that hang together above it are one node, measured across both.</summary>
    [Fact]
    public void A_node_that_the_slice_cuts_into_pieces_is_measured_across_all_of_them()
    {
        var scene = new Scene(GridGeometry.AxisAligned(new(40, 40, 5), new(0.5, 0.5, 2)));
        scene.Label((x, y, z) => (z == 2 && y is >= 10 and < 18 && (x is >= 8 and < 14 || x is >= 20 and < 26)) || (z == 3 && y == 13 && x is >= 8 and < 26));
        var node = scene.MeasureOne();
        Assert.Equal(2, node.AxialSlice);
        Assert.InRange(node.LongAxisMm, double.Hypot(17, 7) * 0.5, double.Hypot(18, 8) * 0.5);
        Assert.True(node.ShortAxisMm > 3.5, $"{node.ShortAxisMm} mm");
    }

    private static void AssertAtLeastItsPixels(IReadOnlyCollection<(int X, int Y)> pixels, double x, double y, string shape)
    {
        var scene = new Scene(GridGeometry.AxisAligned(PixelShapes.Grid, new(x, y, 1)));
        foreach (var pixel in pixels)
            scene.Labels.Span[scene.Labels.IndexOf(pixel.X, pixel.Y, 1)] = 1;

        var node = scene.MeasureOne();
        var (longest, across) = PixelShapes.AxesMm(pixels, x, y);
        Assert.True(node.LongAxisMm >= longest - Rounding, $"{shape}: pixels {longest:F4} mm apart, long axis {node.LongAxisMm:F4} mm");
        Assert.True(node.ShortAxisMm >= across - Rounding, $"{shape}: pixels span {across:F4} mm, short axis {node.ShortAxisMm:F4} mm");
        Assert.True(node.LongAxisMm >= node.ShortAxisMm - Rounding, shape);
    }
}
