using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Background;

namespace EdgeNode.Phantom.Tests;

/// <summary>A neck without nodes stands for the real CT.</summary>
public sealed class NodesInRealNeckTests
{
    private static readonly Volume<short> Neck = PhantomStudy.Create(
        new() { Seed = 11, Slices = 40, Rows = 220, Columns = 220, SpacingMm = new(1, 1, 3), Nodes = 0, NoiseHu = 8 }).Ct;

    [Fact]
    public void All_three_classes_are_painted_where_the_truth_says()
    {
        var study = NodesInRealNeck.Insert(Neck, 1, nodes: 6);

        Assert.Equal([1, 2, 3], study.Nodes.Select(n => (int)n.Class).Distinct().Order());
        Assert.Equal(study.Nodes.Sum(n => n.Voxels), study.Truth.Span.ToArray().Count(v => v > 0));
        foreach (var node in study.Nodes)
        {
            var at = study.Ct.Geometry.ToVoxel(node.CentreMm);
            var index = study.Ct.IndexOf((int)Math.Round(at.X), (int)Math.Round(at.Y), (int)Math.Round(at.Z));
            Assert.InRange(study.Ct.Span[index], -150, 200);
        }
    }

    [Fact]
    public void Far_from_every_node_the_scan_is_as_it_was()
    {
        var study = NodesInRealNeck.Insert(Neck, 2, nodes: 5);

        var (far, changed) = (0, 0);
        for (var i = 0; i < Neck.Span.Length; i++)
        {
            var at = Neck.Geometry.ToPatient(i % Neck.Size.X, i / Neck.Size.X % Neck.Size.Y, i / Neck.Size.SliceVoxels);
            var away = study.Nodes.Min(n => (n.CentreMm - at).Length - n.LongAxisMm);
            if (study.Ct.Span[i] != Neck.Span[i]) changed++;
            if (away < 12) continue;
            far++;
            Assert.Equal(Neck.Span[i], study.Ct.Span[i]);
        }

        Assert.True(far > Neck.Span.Length / 2, $"{far} voxels are far from nodes");
        Assert.True(changed > study.Nodes.Sum(n => n.Voxels) / 2, $"{changed} voxels changed");
    }

    [Fact]
    public void The_same_seed_and_scan_give_the_same_voxels()
    {
        var (one, again, other) = (NodesInRealNeck.Insert(Neck, 3), NodesInRealNeck.Insert(Neck, 3), NodesInRealNeck.Insert(Neck, 4));

        Assert.True(one.Ct.Span.SequenceEqual(again.Ct.Span));
        Assert.True(one.Truth.Span.SequenceEqual(again.Truth.Span));
        Assert.False(one.Truth.Span.SequenceEqual(other.Truth.Span));
    }

    [Fact]
    public void A_node_has_the_grain_of_the_scan_around_it()
    {
        var noisy = NodesInRealNeck.Insert(Neck, 1, nodes: 3);
        var inside = new List<double>();
        for (var i = 1; i < Neck.Span.Length; i++)
        {
            if (noisy.Truth.Span[i] == 3 && noisy.Truth.Span[i - 1] == 3) inside.Add(noisy.Ct.Span[i] - noisy.Ct.Span[i - 1]);
        }

        Assert.NotEmpty(inside);
        Assert.InRange(Math.Sqrt(inside.Average(d => d * d)), 4, 40);
    }
}
