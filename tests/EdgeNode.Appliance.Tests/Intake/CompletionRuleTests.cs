using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;

namespace EdgeNode.Appliance.Tests.Intake;

public sealed class CompletionRuleTests
{
    private static readonly DateTimeOffset Last = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IntakeOptions Options = new();

    [Theory]
    [InlineData(9.9, false, null, false)] // quiet, but not long enough
    [InlineData(10, false, null, true)] // quiet for ten seconds
    [InlineData(600, true, null, false)] // an association of the study is still open
    [InlineData(2.5, false, 1.0, false)] // released, 1.5 s ago
    [InlineData(3, false, 1.0, true)] // released, 2 s ago
    [InlineData(5, false, -1.0, false)] // released before the last instance came over another association
    public void A_study_is_complete_when_it_was_quiet_long_enough(double secondsSinceLast, bool open, double? releasedAfter, bool complete)
    {
        var state = new ReceptionState(Last, open, releasedAfter is { } seconds ? Last.AddSeconds(seconds) : null);

        Assert.Equal(complete, CompletionRule.IsComplete(state, Last.AddSeconds(secondsSinceLast), TimeSpan.Zero, Options));
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    public void With_a_clock_that_was_set_back_years_it_is_complete_when_it_was_watched_quiet_long_enough(double secondsWatched, bool complete)
    {
        var state = new ReceptionState(Last, OpenAssociation: false, Released: Last.AddSeconds(1));

        Assert.Equal(complete, CompletionRule.IsComplete(state, Last.AddYears(-10), TimeSpan.FromSeconds(secondsWatched), Options));
    }
}
