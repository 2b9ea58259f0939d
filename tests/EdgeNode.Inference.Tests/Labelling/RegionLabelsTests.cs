using EdgeNode.Inference.Labelling;

namespace EdgeNode.Inference.Tests.Labelling;

public sealed class RegionLabelsTests
{
    [Theory]
    [InlineData(-1f, -1f, -1f, 0)]
    [InlineData(1f, -1f, -1f, 1)]
    [InlineData(1f, 1f, -1f, 2)]
    [InlineData(1f, 1f, 1f, 3)]
    [InlineData(-1f, -1f, 1f, 3)]
    [InlineData(9f, 0.1f, -1f, 2)]
    [InlineData(0f, 0f, 0f, 0)]
    [InlineData(1e-9f, -1f, -1f, 0)]
    public void Later_regions_overwrite_where_their_probability_exceeds_one_half(float node, float involved, float ene, int label) =>
        Assert.Equal(label, RegionLabels.Of([1, 2, 3], [[node], [involved], [ene]], 0));

    [Fact]
    public void The_order_of_the_channels_is_what_counts() =>
        Assert.Equal(1, RegionLabels.Of([3, 1, 2], [[1f], [1f], [-1f]], 0));

    [Fact]
    public void Probabilities_go_with_the_labels()
    {
        var probabilities = new List<float>();
        RegionLabels.AddProbabilities(probabilities, [3, 1, 1], 4, [[0f], [-20f], [20f]], 0);
        Assert.Equal([1f, 0f, 0f], probabilities.Select(p => MathF.Round(p, 5)));
    }

    [Fact]
    public void Nested_regions_share_out_the_probability_of_the_outermost()
    {
        var probabilities = new List<float> { 7 };
        RegionLabels.AddProbabilities(probabilities, [1, 2, 3], 4, [[Logit(0.55f)], [Logit(0.3f)], [Logit(0.1f)]], 0);
        Assert.Equal([7f, 0.25f, 0.2f, 0.1f], probabilities.Select(p => MathF.Round(p, 5)));

        RegionLabels.AddProbabilities(probabilities, [1, 2, 3], 4, [[20f], [20f], [20f]], 0);
        Assert.Equal([0f, 0f, 1f], probabilities.Skip(4).Select(p => MathF.Round(p, 5)));

        static float Logit(float p) => MathF.Log(p / (1 - p));
    }
}
