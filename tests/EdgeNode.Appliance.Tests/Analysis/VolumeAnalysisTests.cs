using System.Text.Json;
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

    [Fact]
    public void A_node_is_so_far_below_the_skull_base_and_above_the_lungs_as_its_middle_lies()
    {
        var ct = Tissue();
        Mark(ct, 20, 20, 10, Hu[1]);
        Mark(ct, 40, 20, 20, Hu[1]);
        var nodes = Analyse(ct).Nodes;
        Assert.Equal(2, nodes.Count);
        foreach (var (node, z) in nodes.Zip<NodeFinding, double>([-40 + (3 * 21), -40 + (3 * 11)]))
        {
            Assert.Equal(z, node.CentroidMm[2], 3);
            Assert.Equal(SkullBaseMm - z, node.BelowSkullBaseMm!.Value, 3);
            Assert.Equal(z - LungApexMm, node.AboveLungApexMm!.Value, 3);
        }

        Assert.All(Analyse(ct, neck: Neck with { SkullBaseZMm = null, LungApexZMm = null }).Nodes, node => Assert.Equal((null, null), (node.BelowSkullBaseMm, node.AboveLungApexMm)));
    }

    [Fact]
    public void The_same_volume_analysed_twice_has_the_same_nodes_under_the_same_numbers()
    {
        var ct = Tissue();
        Mark(ct, 40, 40, 4, Hu[2]);
        Mark(ct, 10, 30, 12, Hu[1]);
        Mark(ct, 10, 10, 12, Hu[0]);
        Mark(ct, 50, 10, 12, Hu[1]);
        Mark(ct, 10, 10, 22, Hu[2]);
        var (first, second) = (Analyse(ct).Nodes, Analyse(ct).Nodes);
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));

        // From the head down, then from right to left and from front to back.
        Assert.Equal(
            [(1, 10, 10, 22), (2, 10, 10, 12), (3, 10, 30, 12), (4, 50, 10, 12), (5, 40, 40, 4)],
            first.Select(node => (node.Id, node.BoundingBoxVoxels[0], node.BoundingBoxVoxels[1], node.BoundingBoxVoxels[2])));
    }

    [Fact]
    public void A_mark_wholly_in_the_head_is_left_out_counted_and_not_in_the_mask()
    {
        // Slices of 3 mm from -40 mm on, marks of three: middles at 10 to 16 mm, 19 to 25 mm (the height of the head is 20), 26 to 32 mm.
        var ct = Tissue();
        Mark(ct, 10, 10, 17, Hu[2]);
        Mark(ct, 30, 10, 20, Hu[2]);
        Mark(ct, 50, 10, 22, Hu[2]);
        var (all, some) = (Analyse(ct), Analyse(ct, neck: Neck with { HeadFromZMm = 20 }));
        Assert.Equal((3, 0), (all.Nodes.Count, all.MarksInHead));
        Assert.Equal(1, some.MarksInHead);
        Assert.Equal([30, 10], some.Nodes.Select(node => node.BoundingBoxVoxels[0]));
        Assert.Equal((3, 0), (all.Labels.Span[all.Labels.IndexOf(52, 12, 23)], some.Labels.Span[some.Labels.IndexOf(52, 12, 23)]));
        Assert.Equal(1, some.ToResult(Guid.Empty, 1, ChosenSeries.None(new("X", ""), []), new("m", "1", "", "CPU", "fp32"), new()).MarksInHead);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(0.5, 2)]
    [InlineData(0.7, 1)]
    [InlineData(0.9, 0)]
    public void Marks_less_probable_than_the_models_bundle_asks_are_no_findings(double? least, int found)
    {
        // Two negatives: 160 HU is hardly one (0.53 that it is any node), 300 is (0.85).
        var ct = Tissue();
        Mark(ct, 10, 10, 12, 160);
        Mark(ct, 40, 10, 12, 300);
        var findings = Analyse(ct, least: least);
        Assert.Equal(found, findings.Nodes.Count);
        Assert.All(findings.Nodes, node => Assert.Equal(NodeClass.Negative, node.Label));
        Assert.Equal(found > 1, findings.Labels.Span[findings.Labels.IndexOf(12, 12, 13)] > 0);
        Assert.Equal(found > 0, findings.Labels.Span[findings.Labels.IndexOf(42, 12, 13)] > 0);
        Assert.Equal(0, findings.MarksInHead);
    }

    private static Volume<short> Tissue()
    {
        var ct = Volume.Allocate<short>(GridGeometry.AxisAligned(new(64, 64, 32), new(1.9, 1.9, 3), new(-60, -60, -40)));
        ct.Span.Fill(50);
        return ct;
    }

    /// <summary>A box of 6 x 6 x 3 voxels.</summary>
    private static void Mark(Volume<short> ct, int x, int y, int z, short hu)
    {
        for (var i = 0; i < 108; i++)
        {
            ct.Span[ct.IndexOf(x + (i % 6), y + (i / 6 % 6), z + (i / 36))] = hu;
        }
    }

    private VolumeFindings Analyse(Volume<short> ct, double? share = null, ImagedNeck? neck = null, double? least = null)
    {
        var active = model.Load(share, least);
        using var networks = active.Networks;
        return new VolumeAnalysis(RuleTableFile.Load("").Table!, TimeProvider.System).Run(active, ct, null, new(3, true, neck ?? Neck), null, TestContext.Current.CancellationToken).Findings!;
    }
}
