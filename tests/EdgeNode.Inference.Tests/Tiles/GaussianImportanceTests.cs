using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

public sealed class GaussianImportanceTests
{
    [Fact]
    public void The_centre_weighs_ten_and_no_voxel_weighs_nothing()
    {
        var tile = new ArrayShape(24, 64, 64);
        var weights = GaussianImportance.Create(tile);
        Assert.Equal((Half)10, weights[(((12 * 64) + 32) * 64) + 32]);
        Assert.Equal((Half)10, weights.Max());
        Assert.Equal(Half.Epsilon, weights.Min());
    }
}
