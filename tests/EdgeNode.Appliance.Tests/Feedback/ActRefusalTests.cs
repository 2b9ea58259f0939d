using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Tests.Alarms;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>Feedback that is not understood changes nothing and is told by its code.</summary>
public sealed class ActRefusalTests
{
    private static readonly double[] Nowhere = [double.NaN, 0, 0];

    [Theory]
    [InlineData("Maybe", null, null, "VERDICT_UNKNOWN")]
    [InlineData(null, null, null, "VERDICT_UNKNOWN")]
    [InlineData("reject", null, "VESSEL", "VERDICT_UNKNOWN")]
    [InlineData("1", null, "VESSEL", "VERDICT_UNKNOWN")]
    [InlineData("Reject", null, null, "REASON_MISSING")]
    [InlineData("Reject", null, "SIZE", "REASON_UNKNOWN")]
    [InlineData("Reject", null, "looks like a vessel", "REASON_UNKNOWN")]
    [InlineData("Reject", null, "VESSEL,VESSEL", "REASON_UNKNOWN")]
    [InlineData("Reject", "Negative", "VESSEL", "CLASS_MISSING")]
    [InlineData("Reclassify", null, "SIZE", "CLASS_MISSING")]
    [InlineData("Reclassify", "ene", "SIZE", "CLASS_MISSING")]
    [InlineData("Reclassify", "7", null, "CLASS_MISSING")]
    [InlineData("Agree", null, "SIZE", "REASON_UNKNOWN")]
    [InlineData("Agree", "Ene", null, "CLASS_MISSING")]
    public async Task A_verdict_that_is_none(string? verdict, string? label, string? reasons, string code)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        Assert.Equal(code, (await box.Box.Findings.JudgeAsync(id, 1, new(Guid.CreateVersion7(), 1, null, verdict, label, reasons?.Split(','), null, null), box.Physician, default))?.Code);
        Assert.Empty(box.Box.Queries.Detail(id)!.Acts);
        Assert.False(box.Box.Queries.Row(id)!.Reviewed);
    }

    [Fact]
    public async Task A_level_or_view_that_is_none()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        Assert.Equal("LEVEL_UNKNOWN", (await box.VerdictAsync(id, 1, "Agree", level: "2"))?.Code);
        foreach (var view in (ReadingView[])[new(-1, null, null, null), new(double.NaN, null, null, null), new(null, -3, null, null)])
        {
            Assert.Equal("VIEW_MALFORMED", (await box.Box.Findings.JudgeAsync(id, 1, new(Guid.CreateVersion7(), 1, null, "Agree", null, null, null, view), box.Physician, default))?.Code);
        }
    }

    [Fact]
    public async Task A_calliper_that_measures_nothing_or_outside_the_volume()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        CalliperLine good = new([0, 0, 20], [10, 0, 20]);
        (CalliperLine? Short, CalliperLine? Long, string Code)[] wrong =
        [
            (null, null, "CALLIPER_MALFORMED"),
            (new([0, 0, 20], [0, 0, 20]), null, "CALLIPER_MALFORMED"),
            (new([0, 0, 20], [0.5, 0, 20]), null, "CALLIPER_MALFORMED"),
            (new([0, 0], [5, 0, 20]), null, "CALLIPER_MALFORMED"),
            (new(null, [5, 0, 20]), null, "CALLIPER_MALFORMED"),
            (new(Nowhere, [5, 0, 20]), null, "CALLIPER_MALFORMED"),
            (good, new([0, 0, 20], [9, 0, 20]), "CALLIPER_MALFORMED"),
            (new([60, 0, 20], [65, 0, 20]), null, "POSITION_OUTSIDE"),
            (null, new([0, 0, 100], [0, 0, 125]), "POSITION_OUTSIDE"),
        ];
        foreach (var (shortAxis, longAxis, code) in wrong)
        {
            Assert.Equal(code, (await box.Box.Findings.MeasureAsync(id, 1, new(Guid.CreateVersion7(), 1, null, shortAxis, longAxis), box.Physician, default))?.Code);
        }

        Assert.Empty(box.Box.Queries.Detail(id)!.Acts);
    }

    [Fact]
    public async Task A_missed_node_that_is_nowhere_or_has_no_size()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        var good = new MissedNodeRequest(Guid.Empty, 1, "Positive", [10, 0, 40], 12, 8, [1, 1, 0], null, ["SMALL"], "III", null);
        (MissedNodeRequest Request, string Code)[] wrong =
        [
            (good with { Class = null }, "CLASS_MISSING"),
            (good with { Class = "0" }, "CLASS_MISSING"),
            (good with { CentreMm = null }, "POSITION_OUTSIDE"),
            (good with { CentreMm = [200, 0, 40] }, "POSITION_OUTSIDE"),
            (good with { CentreMm = Nowhere }, "POSITION_OUTSIDE"),
            (good with { LongAxisMm = null }, "ELLIPSE_MALFORMED"),
            (good with { ShortAxisMm = 13 }, "ELLIPSE_MALFORMED"),
            (good with { ShortAxisMm = 0.5 }, "ELLIPSE_MALFORMED"),
            (good with { LongAxisMm = 151 }, "ELLIPSE_MALFORMED"),
            (good with { LongAxisMm = double.NaN }, "ELLIPSE_MALFORMED"),
            (good with { LongAxisDirection = [0, 0, 0] }, "ELLIPSE_MALFORMED"),
            (good with { LongAxisDirection = null }, "ELLIPSE_MALFORMED"),
            (good with { Side = "Left" }, "SIDE_UNKNOWN"),
            (good with { Level = "VIII" }, "LEVEL_UNKNOWN"),
            (good with { Reasons = ["VESSEL"] }, "REASON_UNKNOWN"),
            (good with { Revision = 2 }, "REVISION_CHANGED"),
            (good with { Revision = null }, "REVISION_CHANGED"),
        ];
        foreach (var (request, code) in wrong)
        {
            Assert.Equal(code, (await box.Box.Findings.MarkMissedAsync(id, request with { Act = Guid.CreateVersion7() }, box.Physician, default))?.Code);
        }

        Assert.Null(await box.Box.Findings.MarkMissedAsync(id, good with { Act = Guid.CreateVersion7() }, box.Physician, default));
    }

    [Fact]
    public async Task What_is_not_there_or_not_analysed_is_not_judged()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        Assert.Equal("NODE_UNKNOWN", (await box.VerdictAsync(id, 2, "Agree"))?.Code);
        Assert.Equal("NODE_UNKNOWN", (await box.CalliperAsync(id, 1001, 9, null))?.Code);
        Assert.Equal("CASE_UNKNOWN", (await box.VerdictAsync(Guid.NewGuid(), 1, "Agree"))?.Code);
        Assert.Equal("CASE_UNKNOWN", (await box.TickAsync(Guid.NewGuid()))?.Code);
        var received = await box.Box.ReceiveAsync("1.7");
        Assert.Equal("NOT_ANALYSED", (await box.VerdictAsync(received, 1, "Agree"))?.Code);
        Assert.Equal("NOT_ANALYSED", (await box.MissedAsync(received, "Ene", 9, 8))?.Code);
        Assert.Null(await box.TickAsync(received, "AIRWAY"));
        Assert.Equal((null, null, false), (box.Priority(received), box.Box.Alarms.Find(received), box.Box.Queries.Row(received)!.Reviewed));
    }

    [Fact]
    public async Task Signs_outcomes_and_priorities_are_codes()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        Assert.Equal("SIGN_UNKNOWN", (await box.TickAsync(id, "AIRWAY", "AIRWAY"))?.Code);
        Assert.Equal("SIGN_UNKNOWN", (await box.TickAsync(id, "hoarse"))?.Code);
        Assert.Equal("PRIORITY_MISSING", (await box.Box.CaseActs.PrioritiseAsync(id, new(Guid.CreateVersion7(), 1, 5), box.Physician, default))?.Code);
        Assert.Equal("REVISION_CHANGED", (await box.Box.CaseActs.PrioritiseAsync(id, new(Guid.CreateVersion7(), 2, 1), box.Physician, default))?.Code);
        var good = new OutcomeRequest(Guid.Empty, "PATHOLOGY", "METASTASIS", "2026-11-02", 1, 1);
        (OutcomeRequest Request, string? Code)[] cases =
        [
            (good, null),
            (good with { Examined = null, Revision = null, Node = null }, null),
            (good with { Source = "RUMOUR" }, "SOURCE_UNKNOWN"),
            (good with { Source = null }, "SOURCE_UNKNOWN"),
            (good with { Finding = "UPTAKE" }, "FINDING_UNKNOWN"),
            (good with { Examined = "02.11.2026" }, "DAY_MALFORMED"),
            (good with { Examined = "2026-11-05" }, "DAY_MALFORMED"),
            (good with { Node = 2 }, "NODE_UNKNOWN"),
            (good with { Revision = 2 }, "NODE_UNKNOWN"),
            (good with { Revision = null }, "NODE_UNKNOWN"),
            (good with { Node = 1001 }, "NODE_UNKNOWN"),
        ];
        foreach (var (request, code) in cases)
        {
            Assert.Equal(code, (await box.Box.CaseActs.FollowUpAsync(id, request with { Act = Guid.CreateVersion7() }, box.Physician, default))?.Code);
        }

        Assert.Equal(2, box.Of(id).Outcomes.Count);
        Assert.False(box.Box.Queries.Row(id)!.Reviewed);
    }

    [Fact]
    public async Task Only_what_was_said_of_this_case_is_taken_back()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (id, other, tick, decision) = (await box.AnalysedAsync(new RuleCase.GivenNode("P", 9)), await box.AnalysedAsync(new RuleCase.GivenNode("P", 9)), Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Null(await box.Box.CaseActs.TickAsync(id, new(tick, ["FIRM"]), box.Physician, default));
        Assert.Null(await box.Box.Acts.DecideAsync(id, new(decision, null, 1, "TransferNow", [], 1), box.Physician, default));
        Assert.Equal("ACT_UNKNOWN", (await box.WithdrawAsync(other, tick))?.Code);
        Assert.Equal("ACT_UNKNOWN", (await box.WithdrawAsync(id, Guid.NewGuid()))?.Code);
        Assert.Equal("ACT_STANDS", (await box.WithdrawAsync(id, decision))?.Code);
        Assert.Equal("REASON_MISSING", (await box.WithdrawAsync(id, tick, null))?.Code);
        Assert.Equal("REASON_UNKNOWN", (await box.WithdrawAsync(id, tick, "because"))?.Code);
        Assert.Null(await box.WithdrawAsync(id, tick));
        Assert.Null(box.Of(id).Signs);
    }
}
