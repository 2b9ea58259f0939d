using CsCheck;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Tests.Alarms;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>What feedback does to the priority and the alarm of a case.</summary>
public sealed class ReviewTests
{
    private static readonly RuleCase.GivenNode Ene = new("ENE", 9);
    private static readonly RuleCase.GivenNode SmallNegative = new("N", 6);

    [Fact]
    public async Task Rejecting_the_only_suspicious_node_calms_the_priority_and_leaves_the_alarm_standing_as_it_was_raised()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(Ene, SmallNegative);
        Assert.Null(await box.VerdictAsync(id, 1, "Reject"));

        var row = box.Box.Queries.Row(id)!;
        Assert.Equal((4, 1, true), (row.Priority, row.ProposedPriority, row.Reviewed));
        Assert.Equal((1, AlarmPhase.Raised, 1), (row.Alarm!.Level, row.Alarm.Phase, row.Urgency));
        Assert.Single(box.Box.Alarms.Unacknowledged());
        Assert.Equal(1, box.Box.Queries.Detail(id)!.Result!.Priority!.Level);
    }

    [Theory]
    [InlineData("N", 12, 0.9, "Reclassify", "Positive", null, 3, 2)]
    [InlineData("N", 6, 0.9, "Reclassify", "Ene", null, 4, 1)]
    [InlineData("ENE", 9, 0.9, "Reclassify", "Negative", null, 1, 4)]
    [InlineData("ENE", 9, 0.4, "Agree", null, null, 2, 1)]
    [InlineData("ENE", 9, 0.9, "Agree", null, null, 1, 1)]
    [InlineData("P", 9, 0.9, "Reject", null, null, 3, 4)]
    [InlineData("P", 10.5, 0.9, "Agree", null, "II", 2, 3)]
    [InlineData("P", 6, 0.9, "Agree", null, "RP", 3, 2)]
    public async Task A_verdict_is_judged_by_the_same_rules(string label, double shortAxis, double confidence, string verdict, string? corrected, string? level, int before, int after)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode(label, shortAxis, Conf: confidence));
        Assert.Equal(before, box.Priority(id));
        Assert.Null(await box.VerdictAsync(id, 1, verdict, corrected, level: level));
        Assert.Equal((after, before), (box.Priority(id), box.Box.Queries.Row(id)!.ProposedPriority));
        Assert.Equal(after, box.Of(id).Priority!.Level);
    }

    [Theory]
    [InlineData("P", 9, 10.0, null, 3, 2)]
    [InlineData("P", 12, 9.9, null, 2, 3)]
    [InlineData("P", 9, null, 31.0, 3, 2)]
    [InlineData("P", 9, null, 61.0, 3, 1)]
    [InlineData("N", 6, 10.0, 12.0, 4, 3)]
    public async Task A_calliper_takes_the_place_of_what_was_measured_and_the_measured_value_stays(string label, double shortAxis, double? shortMm, double? longMm, int before, int after)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode(label, shortAxis));
        Assert.Equal(before, box.Priority(id));
        Assert.Null(await box.CalliperAsync(id, 1, shortMm, longMm));
        Assert.Equal(after, box.Priority(id));
        var calliper = box.Of(id).Nodes.Single().Calliper!;
        Assert.Equal((shortMm, longMm), (calliper.ShortAxisMm, calliper.LongAxisMm));
        Assert.Equal(shortAxis, box.Box.Queries.Detail(id)!.Result!.Nodes[0].ShortAxisMm);
    }

    [Fact]
    public async Task A_missed_node_alarms_if_it_makes_the_case_worse_and_its_number_is_its_own_for_ever()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (id, first) = (await box.AnalysedAsync(SmallNegative), Guid.CreateVersion7());
        Assert.Null(box.Box.Alarms.Find(id));
        Assert.Null(await box.MissedAsync(id, "Positive", 14, 11, act: first));
        Assert.Equal((2, 2, true, null), (box.Priority(id), box.Box.Alarms.Find(id)?.Level, box.Box.Alarms.Find(id)?.ByReview, box.Box.Alarms.Find(id)?.LastInstance));
        Assert.Equal([1001], box.Of(id).Priority!.Reasons[0].Nodes);

        Assert.Null(await box.WithdrawAsync(id, first));
        Assert.Equal((4, 2), (box.Priority(id), box.Box.Alarms.Find(id)?.Level));
        Assert.Empty(box.Of(id).MissedNodes);
        Assert.Null(await box.MissedAsync(id, "Negative", 6, 5));
        Assert.Equal(1002, box.Of(id).MissedNodes.Single().Node);
    }

    [Theory]
    [InlineData(30, "left")]
    [InlineData(-30, "right")]
    [InlineData(3, "midline")]
    public async Task A_missed_node_has_a_side_from_the_middle_of_the_body_unless_the_physician_says_it(double x, string side)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(SmallNegative);
        Assert.Null(await box.MissedAsync(id, "Positive", 9, 8, x));
        Assert.Null(await box.MissedAsync(id, "Positive", 9, 8, x, side: "midline"));
        Assert.Equal([side, "midline"], box.Of(id).MissedNodes.Select(node => node.Side));
    }

    [Fact]
    public async Task Missed_nodes_on_the_other_side_make_a_bilateral_disease_with_what_the_box_found()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 8, Side: "left"));
        Assert.Null(await box.MissedAsync(id, "Positive", 9, 8, x: -30));
        Assert.Contains(box.Of(id).Priority!.Reasons, reason => reason.Code == "POS_BILATERAL" && reason.Nodes.SequenceEqual([1, 1001]));
    }

    [Fact]
    public async Task Ticked_signs_count_in_every_revision_until_they_are_unticked()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(SmallNegative);
        Assert.Null(await box.TickAsync(id, "FIRM"));
        Assert.Equal(3, box.Priority(id));
        Assert.Null(await box.TickAsync(id, "FIRM", "AIRWAY"));
        Assert.Equal((1, 1), (box.Priority(id), box.Box.Alarms.Find(id)?.Level));
        Assert.Null(await box.TickAsync(id));
        Assert.Equal((4, 1), (box.Priority(id), box.Box.Alarms.Find(id)?.Level));

        // Ticked while the case is received anew: it counts as soon as there is something to judge.
        await box.Box.ReceiveAsync(box.Box.Cases.Find(id)!.StudyUid);
        Assert.Null(await box.TickAsync(id, "BLEEDING"));
        Assert.Null(box.Priority(id));
        Assert.Null(box.Of(id).Priority);
        await box.AnalyseAsync(id, SmallNegative);
        Assert.Equal((1, 4), (box.Priority(id), box.Box.Queries.Row(id)!.ProposedPriority));
    }

    [Fact]
    public async Task Verdicts_belong_to_their_revision_and_missed_nodes_to_the_patient()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(Ene);
        Assert.Null(await box.VerdictAsync(id, 1, "Reject"));
        Assert.Null(await box.MissedAsync(id, "Positive", 9, 8));
        Assert.Equal(3, box.Priority(id));

        await box.Box.ReceiveAsync(box.Box.Cases.Find(id)!.StudyUid);
        await box.AnalyseAsync(id, Ene);

        Assert.Equal(1, box.Priority(id));
        Assert.Empty(box.Of(id).Nodes);
        Assert.Equal((1001, 1), (box.Of(id).MissedNodes.Single().Node, box.Of(id).MissedNodes.Single().Revision));
        Assert.Equal("REVISION_CHANGED", (await box.VerdictAsync(id, 1, "Reject", revision: 1))?.Code);
        Assert.Null(await box.VerdictAsync(id, 1, "Reject", revision: 2));
        Assert.Equal(3, box.Priority(id));
    }

    [Fact]
    public async Task A_later_verdict_takes_the_earlier_ones_place_and_taking_it_back_brings_the_earlier_one_back()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (id, second) = (await box.AnalysedAsync(Ene), Guid.CreateVersion7());
        Assert.Null(await box.VerdictAsync(id, 1, "Reclassify", "Positive"));
        Assert.Equal(3, box.Priority(id));
        Assert.Null(await box.VerdictAsync(id, 1, "Reject", act: second));
        Assert.Equal(4, box.Priority(id));
        Assert.Null(await box.WithdrawAsync(id, second));
        Assert.Equal(3, box.Priority(id));
        Assert.Equal("ACT_WITHDRAWN", (await box.WithdrawAsync(id, second))?.Code);

        var acts = box.Box.Queries.Detail(id)!.Acts;
        Assert.Equal(["Verdict", "Verdict", "Withdraw"], acts.Select(act => act.Kind));
        Assert.Equal([null, acts[2].Act, null], acts.Select(act => act.WithdrawnBy));
    }

    [Fact]
    public async Task A_worse_alarm_of_the_same_revision_cannot_be_acknowledged_by_who_saw_the_calmer_one()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 12));
        Assert.Equal(2, box.Box.Alarms.Find(id)!.Level);
        Assert.Null(await box.TickAsync(id, "AIRWAY"));
        foreach (int? seen in (int?[])[null, 2])
        {
            Assert.Equal("ALARM_CHANGED", (await box.Box.Acts.AcknowledgeAsync(id, new(Guid.CreateVersion7(), null, 1) { Level = seen }, box.Physician, default))?.Code);
        }

        Assert.Null(await box.Box.Acts.AcknowledgeAsync(id, new(Guid.CreateVersion7(), null, 1) { Level = 1 }, box.Physician, default));
        Assert.Equal(AlarmPhase.Acknowledged, box.Box.Alarms.Find(id)!.Phase);
    }

    [Fact]
    public async Task The_physicians_own_priority_lifts_a_case_and_never_sinks_it_and_a_decisions_counts_too()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (calm, urgent) = (await box.AnalysedAsync(SmallNegative), await box.AnalysedAsync(Ene));
        Assert.Null(await box.Box.CaseActs.PrioritiseAsync(calm, new(Guid.CreateVersion7(), 1, 1), box.Physician, default));
        Assert.Null(await box.Box.CaseActs.PrioritiseAsync(urgent, new(Guid.CreateVersion7(), 1, 4), box.Physician, default));
        Assert.Equal((1, 4, false), (box.Box.Queries.Row(calm)!.Urgency, box.Priority(calm), box.Box.Queries.Row(calm)!.Reviewed));
        Assert.Equal((1, 4, 1), (box.Box.Queries.Row(urgent)!.Urgency, box.Box.Queries.Row(urgent)!.OwnPriority, box.Priority(urgent)));

        Assert.Null(await box.Box.Acts.DecideAsync(calm, new(Guid.CreateVersion7(), null, 1, "TransferNow", [], 2), box.Physician, default));
        Assert.Equal(2, box.Box.Queries.Row(calm)!.OwnPriority);
    }

    [Fact]
    public async Task Feedback_that_says_nothing_new_gives_the_priority_that_the_analysis_gave()
    {
        await using var box = await FeedbackBox.CreateAsync();
        foreach (var item in RuleCase.All.Where(item => item.State == "Analysed" && item.Reviews.Count == 0 && item is { Study: null, Nodes.Count: > 0 }))
        {
            var id = await box.AnalysedAsync([.. item.Nodes]);
            Assert.Null(await box.MissedAsync(id, "Negative", 2, 1, x: 60));
            Assert.Equal(box.Box.Queries.Row(id)!.ProposedPriority, box.Priority(id));
        }
    }

    [Fact]
    public async Task Whatever_is_said_rejecting_never_raises_marking_never_lowers_and_no_alarm_is_ever_taken_away()
    {
        await using var box = await FeedbackBox.CreateAsync(new() { SignOn = new() { IdleSeconds = 3600, LongestHours = 24 } });
        var node = Gen.Select(OneOf("N", "P", "ENE"), Gen.Double[1, 30], Gen.Double[0, 1], OneOf("left", "right"), (label, sa, conf, side) => new RuleCase.GivenNode(label, sa, Conf: conf, Side: side));
        var step = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 3], OneOf("Negative", "Positive", "Ene"), Gen.Double[2, 40]);
        await Gen.Select(node.Array[3, 3], step.Array[1, 6]).SampleAsync(async (nodes, steps) =>
        {
            var id = await box.AnalysedAsync(nodes);
            var worst = box.Box.Alarms.Find(id)?.Level ?? 4;
            foreach (var (kind, which, label, mm) in steps)
            {
                var before = box.Priority(id)!.Value;
                Assert.Null(kind switch
                {
                    0 => await box.VerdictAsync(id, which, "Reject"),
                    1 => await box.MissedAsync(id, label, mm, mm),
                    2 => await box.VerdictAsync(id, which, "Reclassify", label),
                    3 => await box.CalliperAsync(id, which, mm, null),
                    _ => await box.TickAsync(id, which == 1 ? "AIRWAY" : "FIRM"),
                });
                var after = box.Priority(id)!.Value;
                Assert.True(kind != 0 || after >= before, "rejecting raised the urgency");
                Assert.True(kind != 1 || after <= before, "marking a missed node lowered the urgency");
                worst = Math.Min(worst, after);
                Assert.Equal(worst == 4 ? null : worst, box.Box.Alarms.Find(id)?.Level);
            }
        }, iter: 60, threads: 1);
        Assert.Null(box.Audit().Broken);
    }

    [Fact]
    public void A_missed_node_has_the_volume_of_its_ellipsoid() =>
        Assert.Equal(
            4 / 3.0 * Math.PI * 7 * 5 * 5,
            EdgeNode.Appliance.Feedback.Standing.ReviewedNodes.Of(new(1001, Guid.Empty, "", default, 1, NodeClass.Positive, [0, 0, 0], 14, 10, [1, 0, 0], "left", null, [])).VolumeMm3,
            9);

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
