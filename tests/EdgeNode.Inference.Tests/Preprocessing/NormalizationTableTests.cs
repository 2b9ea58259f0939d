using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tests.Golden;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class NormalizationTableTests
{
    private static readonly OrientedView View = new(new(1, 1, 4), new(1, 1, 1), 0, 4, 4, 1);

    [Fact]
    public void Ct_normalisation_equals_nnunet_bit_for_bit()
    {
        var constants = OperatorVectors.Index.GetProperty("ctnorm");
        var normalize = NormalizationTable.CT(new(
            NormalizationScheme.CT,
            constants.GetProperty("mean").GetDouble(),
            constants.GetProperty("std").GetDouble(),
            constants.GetProperty("lower").GetDouble(),
            constants.GetProperty("upper").GetDouble()));
        Assert.Equal(OperatorVectors.Floats("vol_ctnorm"), OperatorVectors.Floats("vol_in").Select(normalize));
    }

    [Fact]
    public void Every_hu_has_its_place_in_the_table()
    {
        var table = NormalizationTable.Create(new(NormalizationScheme.CT, 30, 90, -160, 260), View, []);
        Assert.Equal(1 << 16, table.Length);
        Assert.Equal(-190f / 90, table[-1000 - short.MinValue]);
        Assert.Equal(10f / 90, table[40 - short.MinValue]);
        Assert.Equal(230f / 90, table[short.MaxValue - short.MinValue]);
    }

    [Fact]
    public void Z_score_uses_the_population_deviation()
    {
        var table = NormalizationTable.Create(new(NormalizationScheme.ZScore), View, [-2, 0, 0, 2]);
        Assert.Equal(2 / Math.Sqrt(2), table[2 - short.MinValue], 1e-6);
    }

    [Fact]
    public void Rescaling_maps_the_range_to_0_and_1()
    {
        var table = NormalizationTable.Create(new(NormalizationScheme.RescaleTo01), View, [-50, 0, 10, 150]);
        Assert.Equal(0, table[-50 - short.MinValue]);
        Assert.Equal(0.5f, table[50 - short.MinValue]);
        Assert.Equal(1, table[150 - short.MinValue]);
    }

    [Fact]
    public void Without_normalisation_hu_stay() =>
        Assert.Equal(-1000, NormalizationTable.Create(new(NormalizationScheme.None), View, [])[-1000 - short.MinValue]);
}
