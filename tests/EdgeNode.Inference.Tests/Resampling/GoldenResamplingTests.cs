using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Tests.Golden;

namespace EdgeNode.Inference.Tests.Resampling;

public sealed class GoldenResamplingTests
{
    private static readonly ArrayShape From = new(10, 24, 26);

    [Theory]
    [InlineData("vol_order1_14x17x31", 14, 17, 31, InterpolationOrder.Linear, false)]
    [InlineData("vol_order3_14x17x31", 14, 17, 31, InterpolationOrder.Cubic, false)]
    [InlineData("vol_sepz0_order3_14x17x31", 14, 17, 31, InterpolationOrder.Cubic, true)]
    [InlineData("vol_sepz0_order1_5x17x31", 5, 17, 31, InterpolationOrder.Linear, true)]
    public void Resampling_equals_nnunet(string name, int a0, int a1, int a2, InterpolationOrder order, bool separate)
    {
        var result = VolumeResampler.Resample(
            OperatorVectors.Floats("vol_in"), From, new(a0, a1, a2), new(5, 1, 1), new(2, 1, 1), new(order, separate));

        // The vectors are HU: at 500 two neighbouring floats are 3e-5 apart, and exact ties are rounded either way.
        var expected = OperatorVectors.Floats(name);
        Assert.Equal(expected.Length, result.Length);
        Assert.All(expected.Zip(result), pair =>
            Assert.True(Math.Abs(pair.First - pair.Second) <= Math.Max(1e-5, MathF.BitIncrement(Math.Abs(pair.First)) - Math.Abs(pair.First))));
        Assert.True(expected.Zip(result).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-5) <= 2);
    }

    [Fact]
    public void New_shapes_equal_nnunet()
    {
        foreach (var entry in OperatorVectors.Index.GetProperty("shape").EnumerateArray())
        {
            var shape = OperatorVectors.Spacing(entry.GetProperty("old_spacing"))
                .Resampled(OperatorVectors.Shape(entry.GetProperty("old")), OperatorVectors.Spacing(entry.GetProperty("new_spacing")));
            Assert.Equal(OperatorVectors.Shape(entry.GetProperty("new")), shape);
        }
    }
}
