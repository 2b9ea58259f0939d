using System.Runtime.InteropServices;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tests.Fakes;
using EdgeNode.Inference.Tests.Golden;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

public sealed class GoldenTileTests
{
    [Fact]
    public void Tile_origins_equal_nnunet()
    {
        foreach (var entry in OperatorVectors.Index.GetProperty("steps").EnumerateArray())
        {
            var (image, tile) = (OperatorVectors.Shape(entry.GetProperty("image")), OperatorVectors.Shape(entry.GetProperty("tile")));
            for (var axis = 0; axis < 3; axis++)
            {
                Assert.Equal(entry.GetProperty("steps")[axis].EnumerateArray().Select(step => step.GetInt32()), TileGrid.Along(image[axis], tile[axis], 0.5));
            }
        }
    }

    [Theory]
    [InlineData("gauss_32x96x96_f16", 32, 96, 96)]
    [InlineData("gauss_20x37x50_f16", 20, 37, 50)]
    public void The_gaussian_equals_nnunet_to_one_unit_in_the_last_place(string name, int a0, int a1, int a2)
    {
        var expected = MemoryMarshal.Cast<Half, short>(OperatorVectors.Halves(name)).ToArray();
        var actual = MemoryMarshal.Cast<Half, short>(GaussianImportance.Create(new(a0, a1, a2))).ToArray();
        Assert.Equal(expected.Length, actual.Length);

        // Positive halves order as their bits do.
        Assert.True(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() <= 1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_compatible_sliding_window_equals_nnunet_bit_for_bit(bool mirror, bool half)
    {
        var name = $"sw_out_mirror{(mirror ? 1 : 0)}_halfnet{(half ? 1 : 0)}_f16";
        var expected = OperatorVectors.Halves(name);
        var result = Run(mirror, half ? Accumulation.HalfCompatibleHalfNetwork : Accumulation.HalfCompatible, new PolynomialNetwork());

        var actual = result.SelectMany(c => c).Select(logit => (Half)logit).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.Equal(0, expected.Zip(actual).Count(pair => pair.First != pair.Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Full_precision_averages_a_voxelwise_network_to_itself(bool mirror)
    {
        var voxels = OperatorVectors.Floats("sw_in");
        var result = Run(mirror, Accumulation.FullPrecision, new PolynomialNetwork());
        for (var i = 0; i < voxels.Length; i++)
        {
            var x = voxels[i];
            Assert.Equal(x, result[0][i], 1e-5f);
            Assert.Equal((2 * x) - 1, result[1][i], 2e-5f);
            Assert.Equal(-x * x, result[2][i], 5e-5f);
        }
    }

    private static float[][] Run(bool mirror, Accumulation accumulation, PolynomialNetwork network)
    {
        var image = new NetworkImage(OperatorVectors.Floats("sw_in"), new(21, 45, 37));
        var window = new SlidingWindow(new()
        {
            Tile = new ArrayShape(16, 32, 32),
            MirrorAxes = mirror ? [0, 1, 2] : [],
            Accumulation = accumulation,
        });
        return window.Run(image, network, null, CancellationToken.None).Logits!;
    }
}
