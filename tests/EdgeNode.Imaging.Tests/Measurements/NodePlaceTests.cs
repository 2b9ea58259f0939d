using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

public sealed class NodePlaceTests
{
    private static readonly GridGeometry Grid = GridGeometry.AxisAligned(new(120, 100, 12), new(0.5, 0.8, 2));

    [Fact]
    public void The_way_to_the_skin_is_the_shortest_in_the_slice_and_air_within_has_none()
    {
        var scene = Body();
        // An airway in the middle, nearer than the skin.
        scene.Paint((x, y, _) => Math.Abs(x - 60) < 10 && Math.Abs(y - 50) < 10, -1000);
        var node = scene.Label((x, y, z) => x is >= 40 and <= 44 && y is >= 48 and <= 52 && z is >= 5 and <= 6).MeasureOne();

        // The body begins at x = 10; the node at x = 40.
        Assert.Equal(30 * 0.5, node.SkinDistanceMm!.Value, 6);
    }

    [Fact]
    public void A_separate_part_of_the_body_has_its_own_skin()
    {
        var scene = Body();
        scene.Paint((x, y, _) => x is > 50 and < 70, -1000);
        var node = scene.Label((x, y, z) => x is >= 80 and <= 84 && y is >= 48 and <= 52 && z is >= 5 and <= 6).MeasureOne();

        Assert.Equal(10 * 0.5, node.SkinDistanceMm!.Value, 6);
    }

    [Fact]
    public void Where_the_image_ends_in_the_body_there_is_no_skin()
    {
        var scene = new Scene(Grid);

        Assert.Null(scene.Label((x, y, z) => x is >= 40 and <= 44 && y is >= 48 and <= 52 && z is >= 5 and <= 6).MeasureOne().SkinDistanceMm);
    }

    [Fact]
    public void The_nearest_other_node_is_that_over_all_pairs_of_voxels()
    {
        var random = new Random(11);
        for (var repeat = 0; repeat < 20; repeat++)
        {
            var scene = new Scene(Grid);
            for (var n = 0; n < 6; n++)
            {
                scene.Label(scene.Sphere(new(random.Next(10, 110), random.Next(10, 90), random.Next(1, 11)), 1.5 + (3 * random.NextDouble())));
            }

            var nodes = scene.Measure();
            var voxels = nodes.Select(node => node.Component.VoxelIndices().Select(Place).ToList()).ToList();
            for (var i = 0; i < nodes.Count; i++)
            {
                var others = voxels.Where((_, j) => j != i).SelectMany(other => other).ToList();
                Assert.Equal(voxels[i].Min(p => others.Min(q => (p - q).Length)), nodes[i].NearestNodeMm!.Value, 9);
            }
        }

        static Vector3 Place(int i) => new(i % 120 * 0.5, i / 120 % 100 * 0.8, i / 12_000 * 2);
    }

    [Fact]
    public void A_node_that_is_alone_has_no_neighbour() =>
        Assert.Null(Body().Label((x, y, z) => x is >= 40 and <= 44 && y is >= 48 and <= 52 && z == 5).MeasureOne().NearestNodeMm);

    private static Scene Body() => new Scene(Grid, -1000).Paint((x, y, _) => x is >= 10 and <= 110 && y is >= 10 and <= 90, 40);
}
