using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Contracts.Results;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeNode.Appliance.Tests.Intake;

public sealed class StudyCompletionTests
{
    private const int QuietSeconds = 30;

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_no_study_waiting()
    {
        var clock = new SteppedClock(AlarmBox.Begin);
        await using var box = new AlarmBox(time: clock);
        using var completion = new StudyCompletion(
            box.Cases, new(clock), new() { QuietSeconds = QuietSeconds }, new(clock, NullLogger<DiskPatience>.Instance), box.Beats, clock);
        var id = await box.ReceiveAsync();
        await completion.HandOnAsync(default);
        clock.Step(TimeSpan.FromHours(-1));
        clock.Advance(TimeSpan.FromSeconds(QuietSeconds - 1));
        await completion.HandOnAsync(default);
        Assert.Equal(CaseState.Receiving, box.Cases.Find(id)!.State);

        // A further slice begins the quiet anew.
        await box.ReceiveAsync();
        await completion.HandOnAsync(default);
        clock.Advance(TimeSpan.FromSeconds(QuietSeconds - 1));
        clock.Step(TimeSpan.FromHours(-1));
        await completion.HandOnAsync(default);
        Assert.Equal(CaseState.Receiving, box.Cases.Find(id)!.State);
        clock.Advance(TimeSpan.FromSeconds(1));
        await completion.HandOnAsync(default);
        Assert.Equal(CaseState.Complete, box.Cases.Find(id)!.State);
    }
}
