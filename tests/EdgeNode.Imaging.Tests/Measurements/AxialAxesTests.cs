using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class AxialAxesTests
{
    /// <summary>Bias and 95th percentile of the error over random ellipsoids in random poses, against the ellipse that their slice shows.</summary>
    [Theory]
    [InlineData(0.5, 0.5, 0.3, 0.6)]
    [InlineData(0.4, 0.7, 0.3, 0.6)]
    [InlineData(0.98, 0.98, 0.3, 0.9)]
    public void Axes_of_random_ellipsoids_are_those_of_their_section(double spacingX, double spacingY, double maxBias, double maxError)
    {
        var random = new Random(20240611);
        var errors = Enumerable.Range(0, 200).Select(_ => Errors(random, new(spacingX, spacingY, 1))).ToArray();
        foreach (var axis in new[] { errors.Select(e => e.Long), errors.Select(e => e.Short) })
        {
            Assert.InRange(axis.Average(), -maxBias, maxBias);
            Assert.InRange(axis.Select(Math.Abs).Order().ElementAt(190), 0, maxError);
        }
    }

    private static (double Long, double Short) Errors(Random random, Vector3 spacing)
    {
        var ellipsoid = RandomEllipsoid.Next(random);
        var size = new GridSize((int)(30 / spacing.X), (int)(30 / spacing.Y), 30);
        var centre = new Vector3(15 + random.NextDouble(), 15 + random.NextDouble(), 14.5 + random.NextDouble());
        var scene = new Scene(GridGeometry.AxisAligned(size, spacing));
        scene.Label((x, y, z) => ellipsoid.Contains(new Vector3(x * spacing.X, y * spacing.Y, z * spacing.Z) - centre));

        var node = scene.MeasureOne(contrast: false);
        var (longAxis, shortAxis) = ellipsoid.SectionAxes(node.AxialSlice - centre.Z);
        AssertEnds(node.LongAxis, node.LongAxisMm, node.ShortAxis, node.ShortAxisMm, spacing);
        return (node.LongAxisMm - longAxis, node.ShortAxisMm - shortAxis);
    }

    private static void AssertEnds(ChordEnds a, double aMm, ChordEnds b, double bMm, Vector3 spacing)
    {
        var (ax, ay) = ((a.X1 - a.X0) * spacing.X, (a.Y1 - a.Y0) * spacing.Y);
        var (bx, by) = ((b.X1 - b.X0) * spacing.X, (b.Y1 - b.Y0) * spacing.Y);
        Assert.Equal(aMm, double.Hypot(ax, ay), 6);
        Assert.Equal(bMm, double.Hypot(bx, by), 6);
        Assert.True(aMm >= bMm, "the short axis is longer than the long one");
        Assert.Equal(0, ((ax * bx) + (ay * by)) / (aMm * bMm), 6);
    }
}
