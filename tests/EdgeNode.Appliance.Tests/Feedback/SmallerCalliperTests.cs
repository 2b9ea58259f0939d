using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Tests.Alarms;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>A physician measures less than the box: judged by the same rules, on record, and no alarm is quieter for it.</summary>
public sealed class SmallerCalliperTests
{
    [Theory]
    [InlineData("P", 12.0, null, 9.0, 14.0, 2, 3)]
    [InlineData("ENE", 8.0, null, 4.0, 6.0, 1, 2)]
    [InlineData("P", 9.0, 61.0, null, 28.0, 1, 3)]
    [InlineData("N", 12.0, null, 8.0, 12.0, 3, 4)]
    public async Task A_calliper_that_measures_less_is_judged_and_recorded_and_leaves_the_alarm_as_it_was_raised(
        string label, double shortAxis, double? greatest, double? shortMm, double longMm, int before, int after)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode(label, shortAxis, greatest));
        var raised = box.Box.Alarms.Find(id)!;
        Assert.Equal(before, raised.Level);

        Assert.Null(await box.CalliperAsync(id, 1, shortMm, longMm));

        Assert.Equal((after, before), (box.Priority(id), box.Box.Queries.Row(id)!.ProposedPriority));
        Assert.Equal(before, box.Box.Queries.Row(id)!.Urgency);
        var standing = box.Box.Alarms.Find(id)!;
        Assert.Equal((raised.Level, raised.Raised, AlarmPhase.Raised, false), (standing.Level, standing.Raised, standing.Phase, standing.ByReview));
        Assert.Equal(raised.ReasonCodes, standing.ReasonCodes);
        Assert.Single(box.Box.Alarms.Unacknowledged());

        var act = Assert.Single(box.Box.Queries.Detail(id)!.Acts);
        Assert.Equal(("Calliper", "P1", after), (act.Kind, act.Reader, act.Effect!.Value.GetProperty("priority").GetInt32()));
        Assert.Null(box.Audit().Broken);
    }

    [Fact]
    public async Task The_alarm_goes_on_escalating_until_somebody_acknowledges_it()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 8));
        Assert.Null(await box.CalliperAsync(id, 1, 4, 6));
        box.Box.Time.Advance(TimeSpan.FromMinutes(10));
        await box.Box.Clock.TickAsync(default);
        Assert.Equal((1, 1), (box.Box.Alarms.Find(id)!.Level, box.Box.Alarms.Find(id)!.Escalations));
    }
}
