using EdgeNode.Appliance.Evaluation;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Tests.Evaluation;

public sealed class CaseMeasurerTests
{
    private static readonly GridGeometry Grid = GridGeometry.AxisAligned(new(24, 12, 4), new(1, 1, 2));
    private readonly Volume<byte> _truth = Blank();
    private readonly Volume<byte> _found = Blank();

    [Fact]
    public void A_node_is_matched_by_overlap_and_takes_the_class_of_the_finding_that_shares_most_with_it()
    {
        Fill(_truth, 2, 2, 4, 2);   // positive, 4 x 4 voxels in two slices
        Fill(_found, 4, 2, 4, 3);   // right half and beyond, called ENE
        Fill(_found, 16, 6, 3, 1);  // no node there
        var measured = Measure();
        var node = Assert.Single(measured.Nodes);

        Assert.Equal((NodeClass.Positive, 0.5, NodeClass.Ene), (node.Class, node.Overlap, node.FoundClass));
        Assert.Equal(0.8, node.Score, 5);
        Assert.Equal([NodeClass.Positive, null], measured.Found.OrderBy(f => f.TruthClass is null).Select(f => f.TruthClass));
        Assert.Equal([32L, 0, 32, 0], measured.TruthVoxels);
        Assert.Equal([16L, 0, 0, 0], measured.CommonVoxels);
    }

    [Fact]
    public void A_node_that_is_shown_as_ene_for_a_quarter_of_its_voxels_counts_as_called_ene()
    {
        Fill(_truth, 2, 2, 4, 2);
        Fill(_found, 2, 2, 4, 2);
        for (var x = 2; x < 6; x++)
        {
            (_found.Span[_found.IndexOf(x, 2, 1)], _found.Span[_found.IndexOf(x, 2, 2)]) = (3, 3);
        }

        Assert.Equal((NodeClass.Positive, NodeClass.Ene), (Assert.Single(Measure().Nodes).Class, Assert.Single(Measure().Nodes).FoundClass));
    }

    [Fact]
    public void One_finding_over_two_nodes_detects_both()
    {
        Fill(_truth, 2, 2, 3, 1);
        Fill(_truth, 8, 2, 3, 3);
        for (var x = 2; x < 11; x++) _found.Span[_found.IndexOf(x, 3, 1)] = 2;
        var measured = Measure();

        Assert.Equal(2, measured.Nodes.Count(n => n.Overlap > 0));
        Assert.NotNull(Assert.Single(measured.Found).TruthClass);
    }

    [Fact]
    public void Empty_truth_and_empty_result_measure_to_nothing()
    {
        var measured = Measure();

        Assert.Empty(measured.Nodes);
        Assert.Empty(measured.Found);
        Assert.Equal(0, measured.TruthVoxels[0] + measured.FoundVoxels[0]);
    }

    [Fact]
    public void Grids_that_differ_are_refused()
    {
        var other = Volume.Allocate<byte>(GridGeometry.AxisAligned(new(4, 4, 4), new(1, 1, 1)));

        Assert.Throws<ArgumentException>(() => CaseMeasurer.Measure("a", "", Volume.Allocate<short>(Grid), other, _found, new([], [], 3)));
    }

    [Theory]
    [InlineData(null, NodeClass.Negative)]
    [InlineData(0.1, NodeClass.Negative)]
    [InlineData(0.05, NodeClass.Ene)]
    [InlineData(0.0, NodeClass.Ene)]
    public void A_finding_has_the_class_that_is_reported_with_the_models_own_share(double? share, NodeClass expected)
    {
        Fill(_found, 2, 2, 4, 1);
        _found.Span[_found.IndexOf(3, 3, 1)] = 3;
        _found.Span[_found.IndexOf(4, 4, 1)] = 3;
        Assert.Equal(expected, Assert.Single(Measure(share).Found).Class);
    }

    private CaseMeasurement Measure(double? share = null)
    {
        var ct = Volume.Allocate<short>(Grid);
        ct.Span.Fill(40);
        var voxels = Enumerable.Range(0, _found.Span.Length).Where(i => _found.Span[i] > 0).ToArray();
        var probabilities = voxels.SelectMany(_ => (float[])[0.1f, 0.2f, 0.5f]).ToArray();
        return CaseMeasurer.Measure("a", "", ct, _truth, _found, new(voxels, probabilities, 3), minClassShare: share);
    }

    /// <summary>A square of <paramref name="side"/> voxels in slices 1 and 2.</summary>
    private static void Fill(Volume<byte> volume, int x0, int y0, int side, byte label)
    {
        for (var z = 1; z < 3; z++)
            for (var y = y0; y < y0 + side; y++)
                volume.Span.Slice(volume.IndexOf(x0, y, z), side).Fill(label);
    }

    private static Volume<byte> Blank()
    {
        var volume = Volume.Allocate<byte>(Grid);
        volume.Span.Clear();
        return volume;
    }
}
