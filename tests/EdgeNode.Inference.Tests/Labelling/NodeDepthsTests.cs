using CsCheck;
using EdgeNode.Inference.Labelling;

namespace EdgeNode.Inference.Tests.Labelling;

public sealed class NodeDepthsTests
{
    private const int Width = 7, Rows = 5, Planes = 2;

    /// <summary>The plain way: every voxel with a label in the square around it, of its own plane, where it was computed.</summary>
    [Fact]
    public void Nodes_and_their_neighbours_in_the_plane_are_kept() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 60], Gen.Int).Sample((regions, percent, seed) =>
        {
            var random = new Random(seed);
            var (depths, all) = (new NodeDepths(Width, regions == 1), new float[Planes, Rows, Width]);
            var expected = new List<(int, float)>();
            for (var z = 0; z < Planes; z++)
            {
                for (var y = 0; y < Rows; y++)
                    AddRow(depths, all, z, y, regions == 1, percent, random);
                depths.EndPlane();
            }

            for (var i = 0; i < all.Length; i++)
            {
                var (x, y, z) = (i % Width, i / Width % Rows, i / Width / Rows);
                if (!float.IsNaN(all[z, y, x]) && Around(all, x, y, z).Any(depth => depth > 0)) expected.Add((i, all[z, y, x]));
            }

            var border = depths.Border();
            Assert.Equal(expected, border.VoxelIndices.Zip(border.Depths));
        });

    [Fact]
    public void A_label_that_rounding_gave_or_took_keeps_its_side()
    {
        var depths = new NodeDepths(2, regions: false);
        depths.BeginRow(0, 1, 0, 2);
        depths.Set([[1, 1], [0.5f, 1.5f]], 0, labelled: true);
        depths.Set([[1, 1], [0.5f, 1.5f]], 1, labelled: false);
        depths.EndRow();
        depths.EndPlane();
        Assert.True(depths.Border().At(0) > 0);
        Assert.Equal(0, depths.Border().At(1));
        Assert.Null(depths.Border().At(2));
    }

    private static void AddRow(NodeDepths depths, float[,,] all, int z, int y, bool regions, int percent, Random random)
    {
        var low = random.Next(Width);
        var high = random.Next(low, Width + 1);
        depths.BeginRow(((z * Rows) + y) * Width, 1, low, high);
        for (var x = 0; x < Width; x++)
        {
            all[z, y, x] = float.NaN;
            if (x < low || x >= high) continue;
            var (background, node) = (regions ? -20 : random.Next(3), random.Next(100) < percent ? 5f : -3f);
            all[z, y, x] = node - (regions ? 0 : background);
            var logits = new[] { (float)background, node, node - 1 }.Select(value => Enumerable.Repeat(value, Width).ToArray()).ToArray();
            depths.Set(logits, x, all[z, y, x] > 0);
        }

        depths.EndRow();
    }

    private static IEnumerable<float> Around(float[,,] all, int x, int y, int z) =>
        from dy in Enumerable.Range(-1, 3)
        from dx in Enumerable.Range(-1, 3)
        where x + dx is >= 0 and < Width && y + dy is >= 0 and < Rows
        select all[z, y + dy, x + dx];
}
