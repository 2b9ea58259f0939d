using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Tests.Alarms.Life;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Health;

public sealed class TechnicalAlarmTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Monday);

    [Fact]
    public void An_alarm_stands_since_it_was_first_raised_until_it_is_cleared()
    {
        var alarms = new TechnicalAlarms(_time);
        var told = 0;
        alarms.Changed += () => told++;
        alarms.Raise("SELF_TEST_FAILED", "first words");
        _time.Advance(TimeSpan.FromMinutes(1));
        alarms.Raise("NO_GPU", "other");
        alarms.Raise("SELF_TEST_FAILED", "new words");
        alarms.Raise("SELF_TEST_FAILED", "new words");
        Assert.Equal([("SELF_TEST_FAILED", "new words", Monday), ("NO_GPU", "other", Monday.AddMinutes(1))], alarms.Standing.Select(alarm => (alarm.Code, alarm.Text, alarm.Since)));
        alarms.Clear("SELF_TEST_FAILED");
        alarms.Clear("SELF_TEST_FAILED");
        alarms.Set("NO_GPU", null);
        Assert.Empty(alarms.Standing);
        Assert.Equal(5, told);
        Assert.Throws<ArgumentException>(() => alarms.Raise("X", " "));
    }

    [Theory]
    [InlineData("Mon-Fri 07:00-19:00", "2026-11-02T08:00", "2026-11-02T12:00", 4)]
    [InlineData("Mon-Fri 07:00-19:00", "2026-11-02T20:00", "2026-11-03T08:00", 1)]
    [InlineData("Mon-Fri 07:00-19:00", "2026-11-06T18:00", "2026-11-09T08:00", 2)]
    [InlineData("Mon,Sat 08:00-12:00", "2026-11-02T00:00", "2026-11-09T00:00", 8)]
    [InlineData("Sun-Sun 08:00-12:00", "2026-11-02T00:00", "2026-11-09T00:00", 4)]
    [InlineData("Mon-Sun 00:00-23:59", "2026-11-03T10:00", "2026-11-03T09:00", 0)]
    public void Working_time_counts_on_working_days_between_the_hours(string hours, string from, string to, double expected) =>
        Assert.Equal(TimeSpan.FromHours(expected), WorkingHours.Parse(hours)!.Between(At(from), At(to), TimeZoneInfo.Utc));

    [Fact]
    public void Working_time_is_that_of_the_sites_own_clock()
    {
        var taipei = TimeZoneInfo.CreateCustomTimeZone("t", TimeSpan.FromHours(8), "t", "t");
        Assert.Equal(TimeSpan.FromHours(1), WorkingHours.Parse("Mon-Fri 07:00-19:00")!.Between(At("2026-11-02T10:00"), At("2026-11-02T20:00"), taipei));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mon-Fri")]
    [InlineData("07:00-19:00")]
    [InlineData("Mon-Fri 19:00-07:00")]
    [InlineData("Fri-Mon 07:00-19:00")]
    [InlineData("Mo-Fr 07:00-19:00")]
    [InlineData("Mon-Fri 7-19")]
    public void Hours_that_are_none_are_refused(string text) => Assert.Null(WorkingHours.Parse(text));

    [Fact]
    public void A_clock_before_this_program_or_before_what_it_wrote_down_is_wrong()
    {
        Assert.Null(ClockCheck.Problem(Monday, null));
        Assert.Null(ClockCheck.Problem(Monday, Monday.AddSeconds(59)));
        Assert.Contains("set back", ClockCheck.Problem(Monday, Monday.AddMinutes(5)), StringComparison.Ordinal);
        Assert.NotNull(ClockCheck.Problem(new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero), null));
    }

    [Fact]
    public void A_page_that_is_open_and_gives_no_sign_is_silent_and_one_in_the_background_or_closed_is_not()
    {
        var pages = new PageHeartbeats(_time);
        var limit = TimeSpan.FromSeconds(10);
        pages.Opened("a");
        pages.Opened("b");
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(pages.Silence(limit, expected: false));
        pages.Beat("a", visible: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(limit, pages.Silence(limit, expected: false));
        pages.Beat("b", visible: false);
        Assert.Null(pages.Silence(limit, expected: false));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(pages.Silence(limit, expected: false));
        pages.Closed("a");
        Assert.Null(pages.Silence(limit, expected: false));
        Assert.NotNull(pages.Silence(limit, expected: true));
    }

    [Fact]
    public void A_page_that_hangs_is_silent_although_the_clock_was_set_back_and_one_that_lives_is_not_when_it_was_set_ahead()
    {
        var clock = new SteppedClock(Monday);
        var pages = new PageHeartbeats(clock);
        var limit = TimeSpan.FromSeconds(10);
        pages.Opened("a");
        clock.Step(TimeSpan.FromHours(1));
        Assert.Null(pages.Silence(limit, expected: true));
        clock.Step(TimeSpan.FromHours(-2));
        clock.Advance(limit);
        Assert.Equal(limit, pages.Silence(limit, expected: false));
        pages.Closed("a");
        Assert.Equal(limit, pages.Silence(limit, expected: true));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
