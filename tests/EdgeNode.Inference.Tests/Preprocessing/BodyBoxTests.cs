using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class BodyBoxTests
{
    private static readonly ArrayShape Shape = new(20, 60, 60);
    private static readonly OrientedView View = new(Shape, new(3, 2, 2), 0, 3600, 60, 1);

    [Fact]
    public void The_largest_piece_is_kept_with_its_margin_and_the_table_is_not()
    {
        var voxels = Air();
        Fill(voxels, (2, 18), (20, 40), (15, 35));
        Fill(voxels, (0, 20), (56, 58), (0, 60));
        var box = BodyBox.Crop(View, voxels);

        // 12 mm are 4 and 6 voxels; sampling every other voxel moves a side by one.
        var (low1, low2) = (box.Offset / 60 % 60, box.Offset % 60);
        Assert.InRange(low1, 13, 15);
        Assert.InRange(low2, 8, 10);
        Assert.InRange(low1 + box.Shape.A1, 46, 49);
        Assert.InRange(low2 + box.Shape.A2, 41, 44);
        Assert.Equal(20, box.Shape.A0);
    }

    [Fact]
    public void Without_a_body_nothing_is_cropped() => Assert.Equal(View, BodyBox.Crop(View, Air()));

    private static short[] Air()
    {
        var voxels = new short[Shape.Voxels];
        Array.Fill(voxels, (short)-1000);
        return voxels;
    }

    private static void Fill(short[] voxels, (int Low, int High) a0, (int Low, int High) a1, (int Low, int High) a2)
    {
        for (var i = 0; i < voxels.Length; i++)
        {
            var (i0, i1, i2) = (i / 3600, i / 60 % 60, i % 60);
            if (i0 >= a0.Low && i0 < a0.High && i1 >= a1.Low && i1 < a1.High && i2 >= a2.Low && i2 < a2.High)
            {
                voxels[i] = 40;
            }
        }
    }
}
