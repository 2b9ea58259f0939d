using EdgeNode.Imaging.Components;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Tests;

public sealed class AnatomyTests
{
    private static readonly PhantomOptions Coarse = new() { Slices = 60, Rows = 150, Columns = 150, SpacingMm = new(1.5, 1.5, 3), SliceThicknessMm = 1.5 };

    [Fact]
    public void The_same_seed_gives_the_same_study_and_another_seed_another()
    {
        var (first, again, other) = (PhantomStudy.Create(Coarse), PhantomStudy.Create(Coarse), PhantomStudy.Create(Coarse with { Seed = 2 }));

        Assert.True(first.Ct.Span.SequenceEqual(again.Ct.Span) && first.Truth.Span.SequenceEqual(again.Truth.Span));
        Assert.Equal(first.Scan, again.Scan);
        Assert.False(first.Ct.Span.SequenceEqual(other.Ct.Span));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void The_table_counts_the_voxels_of_the_truth_and_a_node_is_one_piece(int seed)
    {
        var study = PhantomStudy.Create(Coarse with { Seed = (ulong)seed, Rows = 200, Columns = 200, SpacingMm = new(1.1, 1.1, 3) });
        var pieces = NodeComponents.Find(study.Truth, new() { MinVoxels = 1 }).Kept;

        Assert.Equal(study.Truth.Span.Length - study.Truth.Span.Count((byte)0), study.Nodes.Sum(node => node.Voxels));
        Assert.InRange(study.Nodes.Count, 3, 40);
        // Two neighbours may touch, and a sliver may come off; a node never falls into many.
        Assert.InRange(pieces.Count, study.Nodes.Count - 2, study.Nodes.Count + 1);
    }

    [Theory]
    [InlineData(PhantomNodeClass.Negative, 0.96)]
    [InlineData(PhantomNodeClass.Positive, 0.45)]
    [InlineData(PhantomNodeClass.Ene, 0.13)]
    public void Short_axes_below_a_centimetre_are_as_many_as_in_the_paper(PhantomNodeClass kind, double share)
    {
        var r = new PhantomRandom(7);
        var below = Enumerable.Range(0, 20_000).Count(_ => 2 * NodeStatistics.Radius(kind, r) < 10) / 20_000.0;

        Assert.InRange(below, share - 0.015, share + 0.015);
    }

    [Fact]
    public void A_third_of_the_patients_have_no_positive_node_and_half_of_the_others_extension()
    {
        var r = new PhantomRandom(7);
        var patients = Enumerable.Range(0, 5_000).Select(_ => NodeStatistics.Classes(r, null)).ToList();
        var positive = patients.Where(p => p.Exists(c => c != PhantomNodeClass.Negative)).ToList();

        Assert.InRange(positive.Count / 5_000.0, 1 - (200 / 597.0) - 0.02, 1 - (200 / 597.0) + 0.02);
        Assert.InRange(positive.Count(p => p.Contains(PhantomNodeClass.Ene)) / (double)positive.Count, 0.48, 0.54);
    }

    [Fact]
    public void Noise_has_the_deviation_that_was_asked_for()
    {
        var options = Coarse with { Rows = 300, Columns = 300, Slices = 3, SpacingMm = new(0.7, 0.7, 20), NoiseHu = 12 };
        var (noisy, still) = (PhantomStudy.Create(options).Ct.Slice(2).ToArray(), PhantomStudy.Create(options with { NoiseHu = 0 }).Ct.Slice(2).ToArray());
        // In soft tissue: nothing there is clipped.
        var noise = noisy.Zip(still).Where(pair => pair.Second is > -200 and < 300).Select(pair => (double)pair.First - pair.Second).ToArray();

        Assert.InRange(Math.Sqrt(noise.Average(n => n * n)), 11.3, 12.7);
        Assert.InRange(noise.Average(), -0.5, 0.5);
    }

    [Fact]
    public void Outside_a_round_field_of_view_is_padding_and_the_corner_of_a_square_one_is_air()
    {
        var round = PhantomStudy.Create(Coarse with { Slices = 2, FieldOfViewMm = 200 }).Ct;
        var square = PhantomStudy.Create(Coarse with { Slices = 2 }).Ct;

        Assert.Equal(-2000, round.Span[0]);
        Assert.InRange(square.Span[0], -1024, -900);
    }

    [Fact]
    public void Protocols_stay_within_what_scanners_do_and_differ()
    {
        var drawn = Enumerable.Range(0, 300).Select(seed => PhantomProtocol.Draw((ulong)seed)).ToList();

        Assert.All(drawn, p => Assert.InRange(p.SpacingMm.X, 0.35, 1.0));
        Assert.All(drawn, p => Assert.InRange(p.SpacingMm.Z, 0.6, 5));
        Assert.Contains(drawn, p => p.TiltDegrees != 0);
        Assert.Contains(drawn, p => p.FieldOfViewMm is not null);
        Assert.True(drawn.Select(p => p.SpacingMm.Z).Distinct().Count() > 6);
        Assert.All(drawn, p => Assert.True(Top(p) > 70 && Bottom(p) < -70));
        Assert.Contains(drawn, p => Bottom(p) < -110);
        Assert.InRange(drawn.Count(p => Top(p) > 109), 70, 140);
        Assert.Contains(drawn, p => Top(p) > 220);

        static double Top(PhantomOptions p) => p.CentreMm + (p.Slices * p.SpacingMm.Z / 2);
        static double Bottom(PhantomOptions p) => p.CentreMm - (p.Slices * p.SpacingMm.Z / 2);
    }

    [Fact]
    public void A_scan_beyond_the_vertex_shows_brain_in_the_skull_and_air_above_the_scalp()
    {
        var ct = PhantomStudy.Create(Coarse with { Slices = 16, SpacingMm = new(2, 2, 10), CentreMm = 170, NoiseHu = 0, Nodes = 0 }).Ct;
        double Share(int z, short from, short to) => ct.Slice(z).ToArray().Count(v => v > from && v < to) / (double)ct.Geometry.Size.SliceVoxels;

        // At 155 mm: a brain of some 100 square centimetres in a ring of bone.
        Assert.InRange(Share(6, 0, 60) * ct.Geometry.Size.SliceVoxels * 0.04, 90, 240);
        Assert.InRange(Share(6, 500, 3000), 0.01, 0.2);
        // The table, which is longer than the patient, begins 110 mm behind the middle.
        Assert.All(ct.Slice(15)[..(125 * 150)].ToArray(), v => Assert.True(v < -300));
    }
}
