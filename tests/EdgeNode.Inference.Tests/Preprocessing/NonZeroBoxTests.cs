using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class NonZeroBoxTests
{
    private static readonly OrientedView View = new(new(4, 5, 6), new(1, 1, 1), 0, 30, 6, 1);

    [Fact]
    public void The_box_is_tight_around_what_is_not_zero()
    {
        var voxels = new short[120];
        voxels[View.Row(1, 2) + 3] = -5;
        voxels[View.Row(2, 4) + 3] = 7;

        var cropped = NonZeroBox.Crop(View, voxels);

        Assert.Equal(new ArrayShape(2, 3, 1), cropped.Shape);
        Assert.Equal(-5, voxels[cropped.Offset]);
    }

    [Fact]
    public void A_volume_of_zeros_is_kept_whole() => Assert.Equal(View, NonZeroBox.Crop(View, new short[120]));
}
