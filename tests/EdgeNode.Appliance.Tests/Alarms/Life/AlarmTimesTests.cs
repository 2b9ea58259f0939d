namespace EdgeNode.Appliance.Tests.Alarms.Life;

public sealed class AlarmTimesTests
{
    [Fact]
    public async Task Median_and_95th_percentile_of_every_interval_are_those_of_the_alarms_that_have_both_ends()
    {
        await using var box = new AlarmBox();
        for (var i = 1; i <= 20; i++)
        {
            var id = await box.ReceiveAsync($"1.{i}");
            box.Time.Advance(TimeSpan.FromSeconds(i));
            await box.JudgeAsync(id, 1);
            box.Time.Advance(TimeSpan.FromSeconds(10 * i));
            if (i <= 3)
            {
                Assert.Null(await box.SeenAsync(id));
                box.Time.Advance(TimeSpan.FromSeconds(5));
                Assert.Null(await box.DecidedAsync(id));
            }
        }

        Assert.Equal(
            [
                new("lastSliceToAlarm", 20, 10, 19), new("alarmToAcknowledged", 3, 20, 30),
                new("alarmToDecision", 3, 25, 35), new("lastSliceToDecision", 3, 27, 38),
            ],
            box.Queries.Intervals());
    }

    [Fact]
    public async Task No_alarm_is_no_time_and_old_ones_do_not_count()
    {
        await using var box = new AlarmBox();
        Assert.All(box.Queries.Intervals(), interval => Assert.Equal((0, null, null), (interval.Count, interval.MedianSeconds, interval.P95Seconds)));
        await box.AlarmedAsync(1);
        Assert.Equal(1, box.Queries.Intervals()[0].Count);
        box.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0, box.Queries.Intervals()[0].Count);
    }
}
