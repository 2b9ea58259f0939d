using EdgeNode.Appliance.Evaluation;
using EdgeNode.Appliance.Evaluation.Report;
using EdgeNode.Appliance.Evaluation.Statistics;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Evaluation;

public sealed class StatisticsTests
{
    private static readonly Bootstrap Bootstrap = new();
    private static readonly IReadOnlyList<CaseMeasurement> One = [HandMade.Mixed()];
    private static readonly IReadOnlyList<CaseMeasurement> Two = [HandMade.Mixed(), HandMade.Empty()];
    private static readonly IReadOnlyList<CaseMeasurement> None = [];

    [Fact]
    public void Sensitivity_counts_nodes_and_the_printed_formula_has_false_positives_below()
    {
        var all = Detection.Of(One, null, null, Bootstrap);

        Assert.Equal((2 / 3.0, 3), (all.Touched.Value, all.Touched.Of));
        Assert.Equal(1 / 3.0, all.Half.Value);
        Assert.Equal(2 / 3.0, all.TouchedAsPrinted!.Value); // two hits, one false positive
        Assert.Equal(0.5, all.HalfAsPrinted!.Value);
    }

    [Fact]
    public void A_node_that_is_half_labelled_does_not_count_as_more_than_half()
    {
        var half = HandMade.Case([new(NodeClass.Positive, 9, 0.5, NodeClass.Positive, 0.6, 7)], []);

        Assert.Equal(0.0, Detection.Of([half], null, null, Bootstrap).Half.Value);
    }

    [Theory]
    [InlineData(NodeClass.Negative, 1.0, 1.0)]
    [InlineData(NodeClass.Positive, 1.0, 0.5)]
    [InlineData(NodeClass.Ene, 0.0, null)]
    public void Detection_by_class(NodeClass label, double sensitivity, double? printed)
    {
        var own = Detection.Of(One, label, null, Bootstrap);

        Assert.Equal((sensitivity, printed), (own.Touched.Value, own.TouchedAsPrinted!.Value));
    }

    [Theory]
    [InlineData(4.999, 0)]
    [InlineData(5, 1)]
    [InlineData(9.999, 1)]
    [InlineData(10, 2)]
    public void Sizes_fall_into_one_bin(double mm, int bin) => Assert.Equal([SizeBin.All[bin]], SizeBin.All.Where(b => b.Holds(mm)));

    [Fact]
    public void Sizes_have_no_printed_rate_as_a_false_positive_has_no_true_size()
    {
        var small = Detection.Of(One, null, SizeBin.All[0], Bootstrap);

        Assert.Equal((1.0, 1), (small.Touched.Value, small.Touched.Of));
        Assert.Null(small.TouchedAsPrinted);
    }

    [Fact]
    public void Dice_of_a_class_in_neither_truth_nor_result_says_nothing()
    {
        Assert.Equal(2 * 60 / 180.0, DiceScore.Of(Two, null, Bootstrap).PerCase.Value);
        Assert.Equal(1, DiceScore.Of(Two, null, Bootstrap).PerCase.Of);
        Assert.Equal(2 * 20 / 90.0, DiceScore.Of(One, NodeClass.Negative, Bootstrap).Pooled.Value);
        Assert.Equal(0.0, DiceScore.Of(One, NodeClass.Ene, Bootstrap).PerCase.Value);
        Assert.Null(DiceScore.Of([HandMade.Empty()], null, Bootstrap).PerCase.Value);
    }

    [Fact]
    public void False_positives_are_a_mean_over_all_volumes_the_empty_ones_too()
    {
        Assert.Equal(0.5, Bootstrap.Mean(Two, c => FalsePositives.Of(c, null)).Value);
        Assert.Equal(0.0, Bootstrap.Mean(Two, c => FalsePositives.Of(c, NodeClass.Ene)).Value);
    }

    [Fact]
    public void Confusion_has_a_column_for_missed_and_a_row_for_no_node()
    {
        var confusion = Confusion.Of(One, Bootstrap);

        Assert.Equal([[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0]], confusion.Counts);
        Assert.Equal((0.5, 2), (confusion.ClassRight.Value, confusion.ClassRight.Of));
    }

    [Fact]
    public void Froc_goes_up_with_each_score()
    {
        var curve = FreeResponse.Curve(Two);

        Assert.Equal([new(0.9, 0, 1 / 3.0), new(0.7, 0.5, 1 / 3.0), new(0.6, 0.5, 2 / 3.0)], curve);
    }

    [Fact]
    public void Calibration_compares_confidence_with_being_right()
    {
        var calibration = Calibration.Of(One);

        Assert.Equal(3, calibration.Bins.Sum(b => b.Findings));
        Assert.Equal((0.85, 1.0), (calibration.Bins[8].Confidence, calibration.Bins[8].Right));
        Assert.Equal((0.15 + 0.55 + 0.65) / 3, calibration.ExpectedError!.Value, 12);
        Assert.Equal(1, Calibration.Of([HandMade.Case([], [new(NodeClass.Negative, 5, 1, 1, null)])]).Bins[^1].Findings);
    }

    [Fact]
    public void Short_axis_errors_are_of_detected_nodes_only()
    {
        var error = ShortAxisError.Of(One, Bootstrap);

        Assert.Equal((-0.5, 1.5, 2), (error.BiasMm.Value, error.AbsoluteMm.Value, error.AbsoluteMm.Of));
        Assert.Equal(-0.5 - (1.96 * Math.Sqrt(4.5)), error.LowerLimitMm!.Value, 9);
        Assert.Equal([0, 1, 0], ShortAxisRow.Of(One, NodeClass.Positive).Nodes);
        Assert.Equal(1.0, ShortAxisRow.Of(One, NodeClass.Positive).ShareBelow10Mm);
    }

    [Fact]
    public void Intervals_hold_the_value_and_are_the_same_every_time()
    {
        var cases = Enumerable.Range(0, 12).Select(i => HandMade.Case([new(NodeClass.Positive, 9, i % 3 == 0 ? 0 : 1, null, 0, null)], [])).ToList();
        Figure Once() => Detection.Of(cases, null, null, new Bootstrap()).Touched;

        Assert.Equal(Once(), Once());
        Assert.InRange(Once().Value!.Value, Once().Low!.Value, Once().High!.Value);
        Assert.InRange(Once().High!.Value - Once().Low!.Value, 0.3, 0.7); // 2/3 of 12: about +- 0.27
        Assert.Equal((1.0, 1.0), (Detection.Of([.. cases.Where((_, i) => i % 3 != 0)], null, null, new()).Touched.Low, Detection.Of([.. cases.Where((_, i) => i % 3 != 0)], null, null, new()).Touched.High));
    }

    [Fact]
    public void Strata_hold_only_the_cases_that_say_how_they_were_scanned()
    {
        var strata = Stratum.All([HandMade.Mixed(), HandMade.Empty() with { Phase = null, NoiseHu = null }], Bootstrap);

        Assert.Equal([("Contrast phase", "Venous", 1), ("Slice thickness", "<= 1.5 mm", 2), ("Noise", "< 10 HU", 1)], strata.Select(s => (s.By, s.Name, s.Cases)));
    }

    [Fact]
    public void A_stratum_says_of_its_cases_what_the_whole_says_of_all()
    {
        CaseMeasurement[] cases = [HandMade.Mixed()];
        var (stratum, whole) = (Stratum.All(cases, Bootstrap)[0], EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), cases, []));

        Assert.Equal(whole.Dice, stratum.Dice);
        Assert.Equal(whole.Detection.Where(d => d.Size is null).Append(whole.Detection.Single(d => d.Class is null && d.Size == SizeBin.All[0].Name)), stratum.Detection);
        Assert.Equal(whole.FalsePositivesPerVolume, stratum.FalsePositivesPerVolume);
        Assert.Equal(whole.ShortAxisError.AbsoluteMm, stratum.ShortAxisErrorMm);
        Assert.Equal(whole.Confusion.ClassRight, stratum.ClassRight);
    }

    [Fact]
    public void Nothing_at_all_is_dashes_not_zeros()
    {
        var result = EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), None, []);

        Assert.All(result.Detection, d => Assert.Null(d.Touched.Value));
        Assert.All(result.FalsePositivesPerVolume, f => Assert.Null(f.Value));
        Assert.Empty(result.Froc);
        Assert.Null(result.Calibration.ExpectedError);
        Assert.Contains("<td>-</td>", EvaluationPage.Write(result, None), StringComparison.Ordinal);
    }
}
