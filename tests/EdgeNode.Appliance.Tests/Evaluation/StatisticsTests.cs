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
    }

    [Theory]
    [InlineData(8, 0.0, 0.0, 0.369)] // 1 - 0.025^(1/8)
    [InlineData(8, 1.0, 0.631, 1.0)]
    [InlineData(4, 1.0, null, null)]
    [InlineData(1, 0.0, null, null)]
    public void All_or_none_of_a_few_is_not_sure_and_fewer_than_five_cases_have_no_interval(int count, double overlap, double? low, double? high)
    {
        var touched = Detection.Of([.. Enumerable.Repeat(HandMade.Case([new(NodeClass.Ene, 18, overlap, null, 0, null)], []), count)], null, null, Bootstrap).Touched;

        Assert.Equal(overlap, touched.Value);
        Assert.Equal((low, high), (touched.Low is { } l ? Math.Round(l, 3) : null, touched.High is { } h ? Math.Round(h, 3) : null));
    }

    [Fact]
    public void No_false_positive_in_ten_volumes_may_still_be_one_in_three()
    {
        var rate = Bootstrap.Rate([.. Enumerable.Repeat(HandMade.Empty(), 10)], c => FalsePositives.Of(c, null));

        Assert.Equal((0.0, 0.0, 0.369), (rate.Value, rate.Low, Math.Round(rate.High!.Value, 3))); // -ln 0.025 / 10
    }

    [Fact]
    public void Strata_hold_only_the_cases_that_say_how_they_were_scanned()
    {
        var strata = Stratum.All([HandMade.Mixed(), HandMade.Empty() with { Phase = null, NoiseHu = null }, HandMade.Empty() with { Phase = "Portal", SliceThicknessMm = 1 }], Bootstrap);

        Assert.Equal([("Contrast phase", "Venous", 1), ("Contrast phase", "Portal", 1), ("Slice thickness", "<= 1.5 mm", 3), ("Noise", "< 10 HU", 2)], strata.Select(s => (s.By, s.Name, s.Cases)));
    }

    [Fact]
    public void A_stratum_says_of_its_cases_what_the_whole_says_of_all()
    {
        CaseMeasurement[] cases = [HandMade.Mixed()];
        var (stratum, whole) = (Stratum.All(cases, Bootstrap)[0], EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), false, cases, []));

        Assert.Equal(whole.Dice, stratum.Dice);
        Assert.Equal(whole.Detection.Where(d => d.Size is null).Append(whole.Detection.Single(d => d.Class is null && d.Size == SizeBin.All[0].Name)), stratum.Detection);
        Assert.Equal(whole.FalsePositivesPerVolume, stratum.FalsePositivesPerVolume);
        Assert.Equal(whole.ShortAxisError.AbsoluteMm, stratum.ShortAxisErrorMm);
        Assert.Equal(whole.Confusion.ClassRight, stratum.ClassRight);
    }

    [Fact]
    public void Nothing_at_all_is_dashes_not_zeros()
    {
        var result = EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), false, None, []);

        Assert.All(result.Detection, d => Assert.Null(d.Touched.Value));
        Assert.All(result.FalsePositivesPerVolume, f => Assert.Null(f.Value));
        Assert.Empty(result.Froc);
        Assert.Null(result.Calibration.ExpectedError);
        Assert.Contains("<td>-</td>", EvaluationPage.Write(result, None), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_computed_it_what_it_must_not_be_used_for_and_that_nodes_that_touch_are_one()
    {
        var page = EvaluationPage.Write(EvaluationResult.Of(new("m", "1", "0", "TensorRT", "FP16") { Options = ["body-box"] }, false, [HandMade.Mixed() with { PlacedNodes = 4 }], []), One);

        Assert.Contains("not for clinical use", page, StringComparison.Ordinal);
        Assert.Contains("computed by TensorRT in FP16, other than nnU-Net: body-box", page, StringComparison.Ordinal);
        Assert.Contains("3 from 4 that were placed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not for clinical use", EvaluationPage.Write(EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), true, One, []), One), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_is_as_wide_as_its_widest_node()
    {
        var huge = HandMade.Case([new(NodeClass.Ene, 38, 1, NodeClass.Ene, 0.9, 31)], []);

        Assert.Contains(">40</text>", EvaluationPage.Write(EvaluationResult.Of(new("m", "1", "0", "cpu", "fp32"), false, [huge], []), [huge]), StringComparison.Ordinal);
    }
}
