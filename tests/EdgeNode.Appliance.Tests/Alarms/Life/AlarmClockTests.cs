using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

public sealed class AlarmClockTests
{
    [Theory]
    [InlineData(1, 9.9, 0)]
    [InlineData(1, 10, 1)]
    [InlineData(1, 30, 2)]
    [InlineData(1, 60 * 24 * 30, 2)]
    [InlineData(2, (60 * 4) - 0.1, 0)]
    [InlineData(2, 60 * 4, 1)]
    [InlineData(3, (60 * 72) - 0.1, 0)]
    [InlineData(3, 60 * 72, 1)]
    public async Task An_alarm_that_nobody_acknowledges_is_passed_on_after_the_configured_time(int level, double minutes, int steps)
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(level);
        box.Time.Advance(TimeSpan.FromMinutes(minutes));
        await box.Clock.TickAsync(default);
        await box.Clock.TickAsync(default);
        Assert.Equal(steps, box.Alarms.Find(id)!.Escalations);
    }

    [Fact]
    public async Task Steps_and_their_targets_are_data_of_the_site()
    {
        await using var box = new AlarmBox(new() { Escalation = [new() { Level = 2, Minutes = 1, To = EscalationOptions.Centre }, new() { Level = 2, Minutes = 2, To = EscalationOptions.Device }] });
        await box.AlarmedAsync(2);
        box.Time.Advance(TimeSpan.FromMinutes(1));
        await box.Clock.TickAsync(default);
        box.Time.Advance(TimeSpan.FromMinutes(1));
        await box.Clock.TickAsync(default);
        Assert.Equal(
            [("centre", 1.0), ("device", 2.0)],
            box.Database.Read(connection => connection.Query("SELECT target, minutes FROM alarm_escalations ORDER BY minutes", row => (row.Text("target"), (double)row["minutes"]))));
    }

    [Fact]
    public async Task Acknowledging_ends_it_and_a_restart_neither_loses_nor_repeats_a_step()
    {
        var first = new AlarmBox();
        var id = await first.AlarmedAsync(1);
        first.Time.Advance(TimeSpan.FromMinutes(10));
        await first.Clock.TickAsync(default);

        await using var box = await first.RestartedAsync();
        await box.Clock.TickAsync(default);
        Assert.Equal(1, box.Alarms.Find(id)!.Escalations);
        Assert.Null(await box.SeenAsync(id, "A1"));
        box.Time.Advance(TimeSpan.FromHours(1));
        await box.Clock.TickAsync(default);
        Assert.Equal(1, box.Alarms.Find(id)!.Escalations);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_no_escalation_up()
    {
        var clock = new SteppedClock(AlarmBox.Begin);
        await using var box = new AlarmBox(time: clock);
        var id = await box.AlarmedAsync(1);
        await box.Clock.TickAsync(default);
        clock.Step(TimeSpan.FromHours(-1));
        box.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await box.Clock.TickAsync(default);
        Assert.Equal(0, box.Alarms.Find(id)!.Escalations);
        box.Time.Advance(TimeSpan.FromSeconds(1));
        await box.Clock.TickAsync(default);
        Assert.Equal(1, box.Alarms.Find(id)!.Escalations);
    }

    [Fact]
    public async Task A_worse_alarm_begins_its_own_time_and_one_that_is_not_decided_is_never_closed_by_time()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(2);
        Assert.Null(await box.SeenAsync(id));
        box.Time.Advance(TimeSpan.FromDays(400));
        await box.Clock.TickAsync(default);
        Assert.Equal(AlarmPhase.Acknowledged, box.Alarms.Find(id)!.Phase);

        await box.JudgeAgainAsync(id, 1);
        await box.Clock.TickAsync(default);
        Assert.Equal(0, box.Alarms.Find(id)!.Escalations);
        box.Time.Advance(TimeSpan.FromMinutes(10));
        await box.Clock.TickAsync(default);
        Assert.Equal(1, box.Alarms.Find(id)!.Escalations);
    }
}
