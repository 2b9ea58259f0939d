using EdgeNode.Imaging.Coverage;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Coverage;

public sealed class NeckCoverageTests
{
    private static readonly CoverageThresholds Thresholds = new();

    [Theory]
    [InlineData(-250, 150, 140, 0, 0)] // head to chest
    [InlineData(-100, 150, 100, 0, 40)] // head and upper neck
    [InlineData(-250, -60, 80, 60, 0)] // lower neck and chest
    [InlineData(-120, -20, 100, 20, 20)] // nothing but neck
    [InlineData(4, 160, 0, 0, 140)] // head
    [InlineData(-390, -150, 0, 140, 0)] // chest
    [InlineData(-640, -420, 0, 70, 70)] // belly
    public void The_neck_is_what_lies_between_skull_and_lungs(double from, double to, double covered, double above, double below)
    {
        var coverage = NeckCoverage.Of(DrawnBody.On(DrawnBody.Axial(from, to)), Thresholds);

        Assert.Equal((covered, above, below), (Near(coverage.CoveredMm, covered), Near(coverage.MissingAboveMm, above), Near(coverage.MissingBelowMm, below)));
        // Lungs begin at z = -140; in the image of the chest alone it ends within them.
        Assert.True(coverage.LungApexZMm is null or (> -160 and < -130), $"{coverage}");
        Assert.Equal((coverage.SkullBase, coverage.LungApex), (coverage.SkullBaseZMm is not null, coverage.LungApexZMm is not null));

    }

    [Theory]
    [InlineData(-250, 150, true)] // head to chest
    [InlineData(-100, 80, true)] // up to the ears
    [InlineData(-100, 28, false)] // the image ends before the head does
    [InlineData(-250, -60, false)] // no skull base
    public void The_head_begins_where_a_brain_case_has_gone_on_from_the_skull_base(double from, double to, bool told)
    {
        var coverage = NeckCoverage.Of(DrawnBody.On(DrawnBody.Axial(from, to)), Thresholds);
        if (told)
            Assert.InRange(coverage.HeadFromZMm!.Value - coverage.SkullBaseZMm!.Value, Thresholds.NodesAboveSkullBaseMm, Thresholds.NodesAboveSkullBaseMm + 8);
        else
            Assert.Null(coverage.HeadFromZMm);
    }

    [Fact]
    public void A_ring_that_is_no_brain_case_does_not_end_the_neck()
    {
        // Bone around tissue in the middle of the neck (teeth and mandible, a brace of metal), 12 mm high.
        var ct = DrawnBody.On(DrawnBody.Axial(-250, -4));
        for (var i = 0; i < ct.Span.Length; i++)
        {
            var (x, y, z) = (i % 100, i / 100 % 100, i / 10_000);
            var p = ct.Geometry.ToPatient(x, y, z);
            var (inner, outer) = ((p.X * p.X / (60 * 60)) + (p.Y * p.Y / (65 * 65)), (p.X * p.X / (70 * 70)) + (p.Y * p.Y / (75 * 75)));
            if (p.Z is > -80 and < -66)
                ct.Span[i] = inner <= 1 ? (short)40 : outer <= 1 ? (short)900 : (short)-1000;
        }

        var coverage = NeckCoverage.Of(ct, Thresholds);
        Assert.InRange(coverage.SkullBaseZMm!.Value, -84, -66);
        Assert.Null(coverage.HeadFromZMm);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Up_is_where_the_geometry_says_in_every_order_of_the_voxels(string name, GridGeometry grid, bool level)
    {
        var coverage = NeckCoverage.Of(DrawnBody.On(grid), Thresholds);

        Assert.True(coverage is { SkullBase: true, LungApex: false }, name);
        Assert.InRange(coverage.CoveredMm, 85, 125);
        // The skull begins at z = 0; a section is 4 mm high, and the brain case counts from a third of its area.
        Assert.InRange(coverage.SkullBaseZMm!.Value, -8, 24);
        Assert.Null(coverage.LungApexZMm);
        Assert.Equal(level, coverage.HeadFromZMm is not null);
    }

    public static TheoryData<string, GridGeometry, bool> Orientations()
    {
        GridSize size = new(100, 100, 62);
        Vector3 mm = new(4, 4, 4), x = new(1, 0, 0), y = new(0, 1, 0), z = new(0, 0, 1);
        return new()
        {
            { "feet first, last slice at the feet", new(size, mm, new(-198, -198, 148), x, y, z * -1), true },
            { "face down", new(size, mm, new(198, 198, -100), x * -1, y * -1, z), true },
            { "turned in the plane", new(size, mm, new(-198, 198, -100), y * -1, x, z), true },
            { "slices from left to right", new(new(100, 62, 100), mm, new(-198, -198, 148), y, z * -1, x), true },
            { "tilted a little", new(size, mm, new(-198, -198, -76), x, new Vector3(0, 0.99, -0.12).Normalized(), new Vector3(0, 0.12, 0.99).Normalized()), true },
            { "tilted", new(size, mm, new(-198, -198, -52), x, new Vector3(0, 0.97, -0.24).Normalized(), new Vector3(0, 0.24, 0.97).Normalized()), false },
            { "tilted by the gantry", new(size, mm, new(-198, -198, -59), x, new Vector3(0, 0.98, -0.2).Normalized(), z), false },
        };
    }

    [Fact]
    public void Air_is_no_body()
    {
        var grid = DrawnBody.Axial(0, 100);
        var ct = Volume.Allocate<short>(grid);
        ct.Span.Fill(-1000);

        Assert.False(NeckCoverage.Of(ct, Thresholds).ShowsBody);
    }

    [Fact]
    public void A_section_of_some_slices_only_is_the_same_as_all_of_them_in_memory()
    {
        var ct = DrawnBody.On(DrawnBody.Axial(-100, 150, sliceMm: 1));
        var sampling = new CoarseSampling(ct.Geometry);
        foreach (var z in sampling.Slices.Reverse())
        {
            sampling.Add(z, ct.Slice(z));
        }

        Assert.Equal(5, sampling.CellMm.Z);
        Assert.Equal(CoarseSampling.Of(ct).Hu, sampling.Result().Hu);
    }

    /// <summary>Expected, where it is that within two cells.</summary>
    private static double Near(double seen, double expected) => Math.Abs(seen - expected) <= 10 ? expected : seen;
}
