using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Tests.Feedback;

public sealed class BadgeTests
{
    private const string Badge = "0004512399";

    [Fact]
    public async Task A_badge_signs_on_whoever_has_it_and_nobody_once_it_is_taken_away_given_on_or_its_person_is_gone()
    {
        await using var box = await FeedbackBox.CreateAsync();
        await box.AddAsync("P2", PersonRole.Ward);
        Assert.Equal("SIGN_ON_REFUSED", (await box.Box.SignOns.BeginAsync(Badge, default)).Refusal!.Code);
        box.Box.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await box.Box.People.SetBadgeAsync("P1", Badge, default));
        Assert.Equal("P1", (await box.Box.SignOns.BeginAsync(Badge, default)).Granted!.Code);
        Assert.Equal("BADGE_TAKEN", (await box.Box.People.SetBadgeAsync("P2", Badge, default))!.Code);

        var signedOn = (await box.Box.SignOns.BeginAsync(Badge, default)).Granted!.Token;
        Assert.Null(await box.Box.People.SetBadgeAsync("P1", null, default));
        Assert.Null(box.Box.SignOns.Look(signedOn));
        Assert.Null((await box.Box.SignOns.BeginAsync(Badge, default)).Granted);
        Assert.NotNull((await box.Box.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Granted);

        box.Box.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await box.Box.People.SetBadgeAsync("P2", Badge, default));
        Assert.Equal("P2", (await box.Box.SignOns.BeginAsync(Badge, default)).Granted!.Code);
        Assert.Null(await box.Box.People.RemoveAsync("P2", default));
        Assert.Null((await box.Box.SignOns.BeginAsync(Badge, default)).Granted);
        Assert.Null(await box.Box.People.SetBadgeAsync("P1", Badge, default));
        Assert.Equal("PERSON_UNKNOWN", (await box.Box.People.SetBadgeAsync("P9", "ANOTHER-ONE", default))!.Code);
        Assert.Null(box.Audit().Broken);
    }

    [Fact]
    public async Task A_badge_that_is_nobodys_costs_twice_as_long_each_time_over_a_restart_and_pins_go_on()
    {
        var box = await FeedbackBox.CreateAsync();
        Assert.Null(await box.Box.People.SetBadgeAsync("P1", Badge, default));
        foreach (var seconds in (int[])[1, 2, 4])
        {
            Assert.Equal(("SIGN_ON_REFUSED", seconds), await RefusedAsync(box, "SOMEBODY-ELSE"));
            Assert.Equal("SIGN_ON_DELAYED", (await RefusedAsync(box, Badge)).Code);
            box.Box.Time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(("SIGN_ON_REFUSED", 8), await RefusedAsync(box, "SOMEBODY-ELSE"));
        Assert.NotNull((await box.Box.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Granted);
        await using var again = await box.Box.RestartedAsync();
        Assert.Equal("SIGN_ON_DELAYED", (await again.SignOns.BeginAsync(Badge, default)).Refusal!.Code);
        again.Time.Advance(TimeSpan.FromSeconds(8));
        Assert.NotNull((await again.SignOns.BeginAsync(Badge, default)).Granted);
        Assert.Equal(1, (await again.SignOns.BeginAsync("SOMEBODY-ELSE", default)).Refusal!.RetryAfterSeconds);
        await box.DisposeAsync();
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("0004 512399")]
    [InlineData("0004512399\n")]
    [InlineData("")]
    public async Task A_code_that_no_reader_types_is_refused(string badge)
    {
        await using var box = await FeedbackBox.CreateAsync();
        Assert.Equal("BADGE_MALFORMED", (await box.Box.People.SetBadgeAsync("P1", badge, default))!.Code);
    }

    [Fact]
    public async Task The_code_itself_is_nowhere_in_the_database()
    {
        await using var box = await FeedbackBox.CreateAsync();
        Assert.Null(await box.Box.People.SetBadgeAsync("P1", Badge, default));
        Assert.NotNull((await box.Box.SignOns.BeginAsync(Badge, default)).Granted);
        var everything = box.Box.Database.Read(connection => connection.Query("SELECT content AS text FROM acts UNION ALL SELECT value FROM meta", row => row.Text("text")));
        Assert.DoesNotContain(everything, text => text!.Contains(Badge, StringComparison.Ordinal));
        Assert.Contains(everything, text => text!.Contains("\"by\":\"badge\"", StringComparison.Ordinal));
    }

    private static async Task<(string Code, int? Seconds)> RefusedAsync(FeedbackBox box, string badge)
    {
        var refusal = (await box.Box.SignOns.BeginAsync(badge, default)).Refusal!;
        return (refusal.Code, refusal.RetryAfterSeconds);
    }
}
