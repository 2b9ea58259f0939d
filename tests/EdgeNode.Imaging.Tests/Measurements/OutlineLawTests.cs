using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>
/// No smoothing may make a node smaller than the network marked it: whatever the shape, the reported axes are at least what the centres of its
/// pixels span. A node that is read as smaller than 1 cm when it is not is one that nobody looks at.
/// </summary>
public sealed class OutlineLawTests
{
    private static readonly GridSize Size = new(26, 26, 3);

    [Theory]
    [InlineData(0.35, 0.35)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4, 0.7)]
    [InlineData(1, 1)]
    public void The_long_axis_is_at_least_the_greatest_distance_of_two_pixels(double x, double y)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (scene, pixels) = Blob(new(seed), new(x, y, 1));
            var node = scene.MeasureOne();
            var greatest = pixels.Max(a => pixels.Max(b => double.Hypot((a.X - b.X) * x, (a.Y - b.Y) * y)));
            Assert.True(node.LongAxisMm >= greatest - 1e-9, $"seed {seed}: {pixels.Count} pixels {greatest:F3} mm apart are read as {node.LongAxisMm:F3} mm");
        }
    }

    [Theory]
    [InlineData(0.35)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_short_axis_of_a_convex_node_is_at_least_what_its_pixels_span_across_the_long_one(double spacing)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (a, b, turn) = (0.6 + (random.NextDouble() * 9), 0.6 + (random.NextDouble() * 9), random.NextDouble() * Math.PI);
            var (cx, cy) = (12.5 + random.NextDouble(), 12.5 + random.NextDouble());
            var scene = new Scene(GridGeometry.AxisAligned(Size, new(spacing, spacing, 1)));
            var pixels = new List<(int X, int Y)>();
            scene.Label((x, y, z) => z == 1 && Inside(x - cx, y - cy));
            for (var i = 0; i < Size.SliceVoxels; i++)
            {
                if (scene.Labels.Slice(1)[i] > 0) pixels.Add((i % Size.X, i / Size.X));
            }

            if (pixels.Count == 0 || scene.Measure().Count > 1) continue;
            var node = scene.MeasureOne();
            var (dx, dy) = (node.ShortAxis.X1 - node.ShortAxis.X0, node.ShortAxis.Y1 - node.ShortAxis.Y0);
            var length = double.Hypot(dx, dy);
            // Of the pixels on one line across the long axis, such as those of a row or column where it lies along one.
            foreach (var (p, q) in pixels.SelectMany(p => pixels, (p, q) => (p, q)))
            {
                var along = (((q.X - p.X) * dy) - ((q.Y - p.Y) * dx)) / length;
                if (Math.Abs(along) > 1e-6) continue;
                var apart = double.Hypot(q.X - p.X, q.Y - p.Y) * spacing;
                Assert.True(node.ShortAxisMm >= apart - 1e-9, $"seed {seed}: pixels {apart:F3} mm apart, short axis {node.ShortAxisMm:F3} mm");
            }

            bool Inside(double x, double y)
            {
                var (u, v) = ((x * Math.Cos(turn)) + (y * Math.Sin(turn)), (y * Math.Cos(turn)) - (x * Math.Sin(turn)));
                return (u * u / (a * a)) + (v * v / (b * b)) <= 1;
            }
        }
    }

    /// <summary>A random walk over the eight neighbours in the middle slice: one piece of any shape, thin or round.</summary>
    private static (Scene Scene, List<(int X, int Y)> Pixels) Blob(Random random, Vector3 spacing)
    {
        var scene = new Scene(GridGeometry.AxisAligned(Size, spacing));
        var (pixels, at) = (new HashSet<(int X, int Y)>(), (X: 13, Y: 13));
        var steps = 1 + random.Next(160);
        for (var step = 0; step < steps; step++)
        {
            pixels.Add(at);
            scene.Labels.Span[scene.Labels.IndexOf(at.X, at.Y, 1)] = 1;
            at = (Math.Clamp(at.X + random.Next(-1, 2), 4, 21), Math.Clamp(at.Y + random.Next(-1, 2), 4, 21));
        }

        return (scene, [.. pixels]);
    }
}
