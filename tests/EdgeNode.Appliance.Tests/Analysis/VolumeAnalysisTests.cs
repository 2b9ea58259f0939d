using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Tests.Analysis.Geometry;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>A block of tissue with markers in it, on the network's own spacing, so that labels lie exactly where the voxels do.</summary>
public sealed class VolumeAnalysisTests(MarkerModel model) : IClassFixture<MarkerModel>
{
    private const double SkullBaseMm = 80;
    private const double LungApexMm = -60;

    private static readonly ImagedNeck Neck = new(140, 0, 0, true, true, false, "") { SkullBaseZMm = SkullBaseMm, LungApexZMm = LungApexMm };

    /// <summary>HU that the network takes for negative, positive and ENE.</summary>
    private static readonly short[] Hu = [300, 600, 900];

    [Theory]
    [InlineData(null, 79, NodeClass.Negative)]
    [InlineData(null, 80, NodeClass.Ene)]
    [InlineData(0.1, 39, NodeClass.Negative)]
    [InlineData(0.1, 40, NodeClass.Ene)]
    [InlineData(0.5, 199, NodeClass.Negative)]
    [InlineData(0.0, 1, NodeClass.Ene)]
    public void A_conglomerate_has_its_worst_class_with_the_share_of_the_models_bundle(double? share, int ene, NodeClass expected)
    {
        // 10 x 10 x 4 voxels, ENE from one corner on.
        var ct = Tissue();
        for (var i = 0; i < 400; i++)
        {
            ct.Span[ct.IndexOf(20 + (i % 10), 20 + (i / 10 % 10), 10 + (i / 100))] = Hu[i < ene ? 2 : 0];
        }

        Assert.Equal(expected, Assert.Single(Analyse(ct, share).Nodes).Label);
    }

    private static Volume<short> Tissue()
    {
        var ct = Volume.Allocate<short>(GridGeometry.AxisAligned(new(64, 64, 32), new(1.9, 1.9, 3), new(-60, -60, -40)));
        ct.Span.Fill(50);
        return ct;
    }

    private VolumeFindings Analyse(Volume<short> ct, double? share)
    {
        var active = model.Load(share);
        using var networks = active.Networks;
        return new VolumeAnalysis(RuleTableFile.Load("").Table!, TimeProvider.System).Run(active, ct, null, new(3, true, Neck), null, TestContext.Current.CancellationToken).Findings!;
    }
}
