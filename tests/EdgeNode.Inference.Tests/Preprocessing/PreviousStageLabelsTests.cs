using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tests.Golden;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class PreviousStageLabelsTests
{
    private static readonly ResamplingRule Linear = new(InterpolationOrder.Linear, false);

    [Fact]
    public void Labels_equal_nnunets()
    {
        var entry = OperatorVectors.Bytes("seg_in");
        Assert.Equal(OperatorVectors.Bytes("seg_order1_14x17x31"), Resample(entry, new(10, 24, 26), new(14, 17, 31), LabelResamplingMethod.EachLabel, null));
    }

    [Fact]
    public void Where_no_label_reaches_one_half_the_background_stays_unless_the_highest_wins()
    {
        // Between three labels along one row, each of one voxel: 0.75 times as many.
        byte[] row = [1, 2, 3, 1];
        var each = Resample(row, new(1, 1, 4), new(1, 1, 3), LabelResamplingMethod.EachLabel, null);
        var highest = Resample(row, new(1, 1, 4), new(1, 1, 3), LabelResamplingMethod.HighestMap, [true, true, true, true]);
        Assert.Equal<byte>([1, 3, 1], each);
        Assert.Equal<byte>([1, 2, 1], highest);
        Assert.Equal<byte>([1, 0, 1], Resample(row, new(1, 1, 4), new(1, 1, 3), LabelResamplingMethod.EachLabelStrictly, null));
    }

    [Fact]
    public void Outside_the_mask_is_a_label_of_its_own_where_the_highest_wins()
    {
        // Eight voxels become one: two outside, two of background, three of 1 and one of 2.
        byte[] cube = [0, 0, 0, 0, 1, 1, 1, 2];
        var shape = new ArrayShape(2, 2, 2);
        var inside = Enumerable.Repeat(true, 8).ToArray();
        Assert.Equal<byte>([0], Resample(cube, shape, new(1, 1, 1), LabelResamplingMethod.HighestMap, inside));
        Assert.Equal<byte>([1], Resample(cube, shape, new(1, 1, 1), LabelResamplingMethod.HighestMap, [false, false, .. inside[2..]]));
    }

    [Theory]
    [InlineData(LabelResamplingMethod.EachLabel)]
    [InlineData(LabelResamplingMethod.HighestMap)]
    [InlineData(LabelResamplingMethod.EachLabelStrictly)]
    [InlineData(LabelResamplingMethod.None)]
    public void On_the_same_grid_labels_stay(LabelResamplingMethod method)
    {
        var random = new Random(3);
        var labels = Enumerable.Range(0, 60).Select(_ => (byte)random.Next(4)).ToArray();
        Assert.Equal(labels, Resample(labels, new(3, 4, 5), new(3, 4, 5), method, null));
    }

    private static byte[] Resample(byte[] labels, ArrayShape from, ArrayShape to, LabelResamplingMethod method, bool[]? mask) =>
        PreviousStageLabels.Resample(
            labels, new(from, new(1, 1, 1), 0, from.A1 * from.A2, from.A2, 1), mask, to, new(1, 1, 1), new(method, Linear), CancellationToken.None);
}
