using CsCheck;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

/// <summary>What later revisions of a case do to its alarm.</summary>
public sealed class LatchingTests
{
    [Fact]
    public async Task An_alarm_stands_while_a_late_slice_is_received_and_analysed_and_when_that_fails()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        await box.ReceiveAsync();
        Stands(CaseState.Receiving);
        var analysing = await box.MoveToAsync(id, CaseState.Analysing);
        Stands(CaseState.Analysing);
        Assert.True(await box.Outcomes.GiveUpAsync(analysing, CaseState.Failed, new("ANALYSIS_FAILED", "…"), null, default));
        Stands(CaseState.Failed);

        void Stands(CaseState state)
        {
            var row = box.Queries.Row(id)!;
            Assert.Equal((state, 2, null), (row.State, row.Revision, row.Priority));
            Assert.Equal((AlarmPhase.Raised, 1, 1), (row.Alarm!.Phase, row.Alarm.Level, row.Alarm.Revision));
            Assert.Equal(["REASON_1"], row.Alarm.ReasonCodes);
            Assert.Single(box.Alarms.Unacknowledged());
        }
    }

    [Fact]
    public async Task A_worse_revision_alarms_again_although_the_first_alarm_was_seen_and_decided()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(2);
        Assert.Null(await box.SeenAsync(id));
        Assert.Null(await box.DecidedAsync(id));

        await box.JudgeAgainAsync(id, 1);

        var alarm = box.Alarms.Find(id)!;
        Assert.Equal((AlarmPhase.Raised, 1, 2), (alarm.Phase, alarm.Level, alarm.Revision));
        Assert.Equal("ALARM_CHANGED", (await box.Acts.AcknowledgeAsync(id, new(Guid.NewGuid(), "A1", 1), ActSender.Of("A1"), default))?.Code);
        Assert.Equal(1, Assert.Single(box.Alarms.Unacknowledged()).Level);
        Assert.NotNull(box.Queries.Detail(id)!.Result!.Timing.Alarmed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_revision_that_is_not_worse_takes_nothing_away_and_raises_nothing(int later)
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        await box.JudgeAgainAsync(id, later);

        var row = box.Queries.Row(id)!;
        Assert.Equal((later, AlarmPhase.Raised, 1, 1), (row.Priority!.Value, row.Alarm!.Phase, row.Alarm.Level, row.Alarm.Revision));
        Assert.Null(box.Queries.Detail(id)!.Result!.Timing.Alarmed);
    }

    [Fact]
    public async Task A_case_whose_alarm_stands_is_listed_by_the_alarm_even_when_its_newer_revision_is_calm_or_running()
    {
        await using var box = new AlarmBox();
        var calmed = await box.AlarmedAsync(1, "1.1");
        await box.JudgeAgainAsync(calmed, 4, "1.1");
        var running = await box.AlarmedAsync(1, "1.2");
        await box.ReceiveAsync("1.2");
        var second = await box.AlarmedAsync(2, "1.3");
        var queued = await box.ReceiveAsync("1.4");

        Assert.Equal([calmed, running, second, queued], box.Queries.All().Select(row => row.Id));
    }

    [Fact]
    public async Task A_result_that_a_new_revision_replaced_is_marked_superseded_with_its_model_and_rules()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(2);
        await box.JudgeAgainAsync(id, 3);

        var history = box.Queries.Detail(id)!.History;
        Assert.Equal([(1, true, 2), (2, false, 3)], history.Select(entry => (entry.Revision, entry.Superseded, entry.Priority!.Value)));
        Assert.All(history, entry => Assert.False(string.IsNullOrEmpty(entry.ModelVersion) || string.IsNullOrEmpty(entry.RulesVersion)));

        await box.ReceiveAsync();
        Assert.Null(box.Queries.Detail(id)!.Result);
        Assert.All(box.Queries.Detail(id)!.History, entry => Assert.True(entry.Superseded));
    }

    [Fact]
    public async Task Whatever_the_revisions_say_and_people_do_the_alarm_is_never_calmer_than_the_worst_of_them() =>
        await Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2]).Array[1, 5].SampleAsync(async revisions =>
        {
            await using var box = new AlarmBox();
            var (worst, id) = (4, Guid.Empty);
            foreach (var (level, act) in revisions)
            {
                id = await box.ReceiveAsync();
                await box.JudgeAsync(id, level);
                var alarm = box.Alarms.Find(id);
                Assert.Equal(level < worst ? AlarmPhase.Raised : alarm?.Phase, alarm?.Phase);
                worst = Math.Min(worst, level);
                Assert.Equal(worst < 4 ? worst : null, alarm?.Level);
                Assert.InRange(box.Alarms.Unacknowledged().Count, 0, 1);
                Assert.Null(act == 0 || alarm is null ? null : act == 1 ? await box.SeenAsync(id) : await box.DecidedAsync(id));
            }
        }, iter: 40, threads: 1);
}
