using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class NonZeroMaskTests
{
    private static readonly ArrayShape Shape = new(5, 5, 5);
    private static readonly OrientedView View = new(Shape, new(1, 1, 1), 0, 25, 5, 1);

    [Fact]
    public void Holes_are_filled_and_bays_are_not()
    {
        var voxels = Shell();
        Assert.True(NonZeroMask.Of(View, voxels)[At(2, 2, 2)]);

        // A way out through a face, not through an edge.
        voxels[At(1, 2, 2)] = 0;
        Assert.False(NonZeroMask.Of(View, voxels)[At(2, 2, 2)]);
        voxels[At(1, 2, 2)] = 7;
        voxels[At(1, 1, 2)] = 0;
        Assert.True(NonZeroMask.Of(View, voxels)[At(2, 2, 2)]);
    }

    [Fact]
    public void Statistics_inside_the_mask_are_of_its_voxels_only()
    {
        var voxels = Shell();
        voxels[At(2, 2, 2)] = 34;
        var mask = NonZeroMask.Of(View, voxels);
        var table = NormalizationTable.Create(new(NormalizationScheme.ZScore, InMask: true), View, voxels, mask);

        // 26 voxels of 7 and one of 34: mean 8, population deviation sqrt(26).
        Assert.Equal(-1 / Math.Sqrt(26), table[7 - short.MinValue], 5);
        Assert.Equal(26 / Math.Sqrt(26), table[34 - short.MinValue], 5);
    }

    // A cube of 7 with 0 in its middle, in a border of 0.
    private static short[] Shell() =>
        [.. Enumerable.Range(0, 125).Select(i => (short)(i / 25 is 0 or 4 || i / 5 % 5 is 0 or 4 || i % 5 is 0 or 4 || i == At(2, 2, 2) ? 0 : 7))];

    private static int At(int i0, int i1, int i2) => (((i0 * 5) + i1) * 5) + i2;
}
