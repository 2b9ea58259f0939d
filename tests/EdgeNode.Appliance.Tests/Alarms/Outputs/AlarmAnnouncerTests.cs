using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Tests.Alarms.Life;

namespace EdgeNode.Appliance.Tests.Alarms.Outputs;

public sealed class AlarmAnnouncerTests
{
    [Theory]
    [InlineData(1, 10, 15)]
    [InlineData(2, 3, 30)]
    public async Task An_urgent_alarm_sounds_at_once_and_again_until_somebody_acknowledges_it(int level, int pulses, int everySeconds)
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        var id = await box.AlarmedAsync(level);
        await RunAsync(box, announcer, seconds: (3 * everySeconds) - 1);
        Assert.Equal([pulses, pulses, pulses], outputs.Bursts);

        Assert.Null(await box.SeenAsync(id));
        await RunAsync(box, announcer, seconds: 300);
        Assert.Equal(3, outputs.Bursts.Count);
    }

    [Fact]
    public async Task Priority_3_sounds_once_and_priority_4_never()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(4, "1.1");
        await RunAsync(box, announcer, 60);
        Assert.Empty(outputs.Bursts);
        await box.AlarmedAsync(3, "1.2");
        await RunAsync(box, announcer, 300);
        Assert.Equal([1], outputs.Bursts);
    }

    [Fact]
    public async Task The_most_urgent_alarm_sounds_and_the_next_one_when_it_is_acknowledged()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(2, "1.1");
        await announcer.LookAsync(default);
        var worse = await box.AlarmedAsync(1, "1.2");
        box.Time.Advance(TimeSpan.FromSeconds(1));
        await announcer.LookAsync(default);
        Assert.Null(await box.SeenAsync(worse));
        await announcer.LookAsync(default);
        Assert.Equal([3, 10, 3], outputs.Bursts);
    }

    [Fact]
    public async Task A_pause_lasts_two_minutes_at_most_however_often_it_is_asked_for()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(1);
        box.Time.Advance(TimeSpan.FromSeconds(1));
        for (var second = 0; second < 119; second++)
        {
            Assert.Null(await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default));
            await RunAsync(box, announcer, 1);
        }

        Assert.Empty(outputs.Bursts);
        await RunAsync(box, announcer, 2);
        Assert.Equal([10], outputs.Bursts);
    }

    [Fact]
    public async Task A_pause_does_not_silence_an_alarm_that_comes_later_nor_outlive_a_restart()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(2, "1.1");
        box.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default));
        await RunAsync(box, announcer, 10);
        Assert.Empty(outputs.Bursts);
        await box.AlarmedAsync(2, "1.2");
        await RunAsync(box, announcer, 1);
        Assert.Equal([3], outputs.Bursts);
        Assert.Null(new AlarmPause(box.Options, box.Time).Until);
        Assert.Equal("READER_UNKNOWN", (await box.Acts.PauseAsync(new(Guid.NewGuid(), "nobody"), ActSender.Of("nobody"), default))?.Code);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_neither_makes_an_alarm_silent_nor_a_pause_longer()
    {
        var clock = new SteppedClock(AlarmBox.Begin);
        await using var box = new AlarmBox(time: clock);
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(2, "1.1");
        await announcer.LookAsync(default);
        clock.Step(TimeSpan.FromHours(-1));
        await RunAsync(box, announcer, 31);
        Assert.Equal([3, 3], outputs.Bursts);

        Assert.Null(await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default));
        clock.Step(TimeSpan.FromHours(-1));
        Assert.Equal(box.Time.GetUtcNow() + TimeSpan.FromMinutes(2), box.Pause.Until);
        await RunAsync(box, announcer, 10);
        Assert.Equal([3, 3], outputs.Bursts);
        await box.AlarmedAsync(2, "1.2");
        await announcer.LookAsync(default);
        Assert.Equal([3, 3, 3], outputs.Bursts);
        box.Time.Advance(TimeSpan.FromSeconds(110));
        Assert.Null(box.Pause.Until);
    }

    [Fact]
    public async Task A_worse_alarm_that_a_review_puts_in_the_place_of_one_of_the_same_revision_sounds_through_a_pause()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using var announcer = Announcer(box, outputs);
        var id = await box.AlarmedAsync(2);
        Assert.Null(await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default));
        await RunAsync(box, announcer, 10);
        Assert.Empty(outputs.Bursts);
        var worse = new EdgeNode.Contracts.Results.CasePriority(1, [new("X1", 1, "REASON_1", [], "test")], "1");
        Assert.True(await box.Database.WriteAsync(connection => AlarmStore.Raise(connection, box.Cases.Find(id)!, worse, box.Time.GetUtcNow(), byReview: true), default));
        await announcer.LookAsync(default);
        Assert.Equal([10], outputs.Bursts);
    }

    [Fact]
    public async Task A_relay_that_fails_is_tried_again_although_the_clock_was_set_back()
    {
        var clock = new SteppedClock(AlarmBox.Begin);
        await using var box = new AlarmBox(time: clock);
        var outputs = new FakeOutputs { IsBroken = true };
        using var announcer = Announcer(box, outputs);
        await announcer.LookAsync(default);
        clock.Step(TimeSpan.FromHours(-1));
        outputs.IsBroken = false;
        await RunAsync(box, announcer, 11);
        Assert.Empty(box.Technical.Standing);
    }

    [Fact]
    public async Task The_relay_is_told_every_change_once_and_the_state_anew_after_a_restart()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs();
        using (var announcer = Announcer(box, outputs))
        {
            await RunAsync(box, announcer, 5);
            var id = await box.AlarmedAsync(1);
            await RunAsync(box, announcer, 5);
            box.Time.Advance(TimeSpan.FromMinutes(10));
            await box.Clock.TickAsync(default);
            await RunAsync(box, announcer, 5);
            box.Technical.Raise("NO_DICOM", "…");
            await RunAsync(box, announcer, 5);
            Assert.Null(await box.SeenAsync(id));
            await RunAsync(box, announcer, 5);
        }

        Assert.Equal([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(1, 1, 1), new(0, 0, 1)], outputs.Shown);
        using var again = Announcer(box, outputs);
        await again.LookAsync(default);
        Assert.Equal(new(0, 0, 1), outputs.Shown[^1]);
    }

    [Fact]
    public async Task An_output_that_fails_is_a_technical_alarm_until_it_works_and_holds_nothing_up()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs { IsBroken = true };
        using var announcer = Announcer(box, outputs);
        await box.AlarmedAsync(1);
        await RunAsync(box, announcer, 40);
        Assert.Equal(["ALARM_RELAY_FAILED", "ALARM_SOUND_FAILED"], box.Technical.Standing.Select(alarm => alarm.Code).Order());
        Assert.Contains("no loudspeaker", box.Technical.Standing.Single(alarm => alarm.Code == "ALARM_SOUND_FAILED").Text, StringComparison.Ordinal);
        Assert.InRange(outputs.Shown.Count, 3, 5);

        outputs.IsBroken = false;
        await RunAsync(box, announcer, 30);
        Assert.Empty(box.Technical.Standing);
    }

    [Fact]
    public async Task A_loudspeaker_that_cannot_be_opened_is_known_before_the_first_alarm_and_tried_until_it_can()
    {
        await using var box = new AlarmBox();
        var outputs = new FakeOutputs { IsBroken = true };
        using var announcer = Announcer(box, outputs);
        await announcer.LookAsync(default);
        Assert.Contains(box.Technical.Standing, alarm => alarm.Code == "ALARM_SOUND_FAILED");

        await RunAsync(box, announcer, 31);
        Assert.Equal(4, outputs.Tries);
        outputs.IsBroken = false;
        await RunAsync(box, announcer, 60);
        Assert.Empty(box.Technical.Standing);
        Assert.Equal(5, outputs.Tries);
        Assert.Empty(outputs.Bursts);
    }

    private static AlarmAnnouncer Announcer(AlarmBox box, FakeOutputs outputs) =>
        new(box.Alarms, new(box.Options, box.Pause, box.Time), outputs, outputs, box.Changes, box.Technical, box.Beats, box.Time);

    /// <summary>As the service looks: every second.</summary>
    private static async Task RunAsync(AlarmBox box, AlarmAnnouncer announcer, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await announcer.LookAsync(default);
            box.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
