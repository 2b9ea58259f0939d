using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Tests;

public sealed class PhantomStudyTests
{
    private static readonly PhantomOptions Coarse = new() { Slices = 60, Rows = 160, Columns = 160, SpacingMm = new(1.44, 1.44, 3), Nodes = 9 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Three_nodes_and_more_that_are_asked_for_are_of_all_three_classes(int seed)
    {
        var study = PhantomStudy.Create(Coarse with { Seed = (ulong)seed });

        Assert.Equal([PhantomNodeClass.Negative, PhantomNodeClass.Positive, PhantomNodeClass.Ene], study.Nodes.Select(node => node.Class).Distinct().Order());
    }

    [Fact]
    public void Nodes_lie_in_tissue()
    {
        var study = PhantomStudy.Create(Coarse);
        foreach (var node in study.Nodes)
        {
            var voxel = study.Ct.Geometry.ToVoxel(node.CentreMm);
            var hu = study.Ct.Span[study.Ct.IndexOf((int)Math.Round(voxel.X), (int)Math.Round(voxel.Y), (int)Math.Round(voxel.Z))];
            Assert.InRange(hu, -150, 250);
        }
    }

    [Fact]
    public void The_same_patient_sampled_on_a_finer_grid_has_the_same_node_volumes()
    {
        var fine = PhantomStudy.Create(Coarse with { Slices = 120, Rows = 320, Columns = 320, SpacingMm = new(0.72, 0.72, 1.5) });
        var coarse = PhantomStudy.Create(Coarse);
        var (a, b) = (fine.Nodes.Sum(node => node.VolumeMm3), coarse.Nodes.Sum(node => node.VolumeMm3));

        Assert.InRange(a / b, 0.85, 1.15);
    }

    [Fact]
    public void Air_table_and_bone_have_their_hounsfield_units()
    {
        var ct = PhantomStudy.Create(Coarse).Ct;
        var corner = ct.Span[ct.IndexOf(0, 0, 30)];

        Assert.InRange(corner, -1024, -900);
        Assert.Contains(ct.Span.ToArray(), hu => hu > 400);
        Assert.DoesNotContain(ct.Span.ToArray(), hu => hu is < -1024 or > 3071);
    }
}
