using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Imaging.Coverage;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Phantom;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>What is said of a neck, and that no true neck is refused.</summary>
public sealed class NeckJudgementTests
{
    private static readonly CoverageThresholds Thresholds = new();

    [Fact]
    public void The_necks_of_phantoms_are_necks_on_every_grid()
    {
        PhantomOptions[] grids =
        [
            new() { Slices = 60, Rows = 128, Columns = 128, SpacingMm = new(1.8, 1.8, 3) },
            new() { Slices = 14, Rows = 64, Columns = 64, SpacingMm = new(3.6, 3.6, 5) },
            new() { Slices = 24, Rows = 128, Columns = 128, SpacingMm = new(1.8, 1.8, 5) },
            new() { Slices = 75, Rows = 110, Columns = 110, SpacingMm = new(4, 4, 4) },
        ];
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var ct = PhantomStudy.Create(grids[seed % 4] with { Seed = seed }).Ct;
            Assert.Null(NeckJudgement.Refusal(NeckCoverage.Of(ct, Thresholds), Thresholds));
        }
    }

    [Fact]
    public void Forty_real_necks_are_necks()
    {
        foreach (var patient in Directory.GetDirectories(RealData.PathOrSkip("data/hn-openkbp"), "pt_*"))
        {
            var ct = NiftiReader.ReadHu(Path.Combine(patient, "ct.nii.gz")).Volume!.Value;
            var coverage = NeckCoverage.Of(ct, Thresholds);
            Assert.True(NeckJudgement.Refusal(coverage, Thresholds) is null, $"{Path.GetFileName(patient)}: {coverage}");
        }
    }

    [Fact]
    public void A_part_that_is_missing_is_told_in_millimetres_and_with_its_side()
    {
        var neck = NeckJudgement.Describe(new(80, 0, 60, true, false, 1, true), Thresholds);

        Assert.True(neck.Partly);
        Assert.StartsWith("About 60 mm of the neck are not imaged (the lower part): 80 mm are.", neck.Text, StringComparison.Ordinal);
        Assert.False(NeckJudgement.Describe(new(125, 0, 15, true, false, 1, true), Thresholds).Partly);
    }

    [Theory]
    [InlineData(true, false, "The image shows what looks like a head, and nothing that looks like a neck; 30 mm are needed: send the CT of the neck.")]
    [InlineData(false, true, "The image shows what looks like a trunk (chest or abdomen), and nothing")]
    [InlineData(true, true, "The image shows what looks like a head and a trunk, and nothing")]
    [InlineData(false, false, "Neither a skull base nor the tops of lungs are found in the image, and nothing")]
    public void A_refusal_claims_no_more_than_was_seen(bool skull, bool lungs, string words)
    {
        var refusal = NeckJudgement.Refusal(new(0, 0, 0, skull, lungs, 0, true), Thresholds)!;

        Assert.Equal("NO_NECK_COVERED", refusal.Code);
        Assert.StartsWith(words, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_that_cannot_be_right_are_configuration_errors()
    {
        Assert.Empty(new AnalysisOptions().Validate());
        var mistakes = new AnalysisOptions { Coverage = new() { LeastNeckMm = -1, AirwayShare = 2, AirHu = -200, BoneHu = double.NaN } }.Validate();
        Assert.Equal(["analysis.coverage.airHu", "analysis.coverage.airwayShare", "analysis.coverage.boneHu", "analysis.coverage.leastNeckMm"], mistakes.Select(mistake => mistake.Path).Order(StringComparer.Ordinal));
    }
}
