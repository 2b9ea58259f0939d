using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class NodeBorderTests
{
    private static readonly GridGeometry Fine = GridGeometry.AxisAligned(new(80, 80, 60), new(0.5, 0.5, 0.75));

    [Fact]
    public void A_ball_is_round_and_even()
    {
        var scene = new Scene(Fine);
        var ball = scene.Label(scene.Sphere(new(40, 40, 30), 8)).MeasureOne();

        Assert.InRange(ball.Sphericity, 0.95, 1);
        Assert.InRange(ball.BorderRoughness, 1, 1.02);
    }

    /// <summary>Three times as long as wide, with flat ends.</summary>
    [Fact]
    public void A_rod_is_as_little_round_as_its_formula_says()
    {
        const double r = 5;
        var rod = new Scene(Fine).Label((x, y, z) => double.Hypot((x - 40) * 0.5, (y - 40) * 0.5) <= r && Math.Abs(z - 30) * 0.75 <= 3 * r).MeasureOne();
        var (volume, surface) = (Math.PI * r * r * 6 * r, (2 * Math.PI * r * 6 * r) + (2 * Math.PI * r * r));
        var exact = Math.Cbrt(Math.PI) * Math.Pow(6 * volume, 2 / 3.0) / surface;

        Assert.InRange(rod.Sphericity, exact - 0.05, exact + 0.05);
    }

    [Fact]
    public void Spikes_are_rough_and_less_round()
    {
        var star = new Scene(Fine).Label((x, y, z) =>
        {
            var (dx, dy, dz) = ((x - 40) * 0.5, (y - 40) * 0.5, (z - 30) * 0.75);
            return new Vector3(dx, dy, dz).Length <= 6 + (3 * Math.Cos(6 * Math.Atan2(dy, dx)));
        }).MeasureOne();

        Assert.InRange(star.BorderRoughness, 1.15, 2);
        Assert.InRange(star.Sphericity, 0, 0.85);
    }

    /// <summary>100 HU in the node, -100 in fat: a sharp edge is a step over one pixel of 0.5 mm, a faint one of 20 HU is ten times flatter.</summary>
    [Theory]
    [InlineData(-100)]
    [InlineData(80)]
    public void The_border_is_as_steep_as_the_step_in_the_image(short around)
    {
        var scene = new Scene(GridGeometry.AxisAligned(new(60, 60, 60), new(0.5, 0.5, 0.5)), around);
        var ball = scene.Sphere(new(30, 30, 30), 8);
        var node = scene.Paint(ball, 100).Label(ball).MeasureOne();

        // The step lies over two differences of half a millimetre each, by central differences of one millimetre.
        Assert.InRange(node.BorderGradientHuPerMm / (100 - around), 0.7, 1.5);
    }

    [Fact]
    public void A_single_voxel_has_numbers_too()
    {
        var node = new Scene(Fine).Label((x, y, z) => (x, y, z) is (40, 40, 30)).MeasureOne();

        Assert.InRange(node.Sphericity, 0, 1);
        Assert.Equal(1, node.BorderRoughness);
        Assert.Equal(0, node.BorderGradientHuPerMm);
    }
}
