using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

/// <summary>The centre learns that an alarm waits: queued with the step, once each.</summary>
public sealed class EscalationReportTests
{
    [Fact]
    public async Task Every_step_is_told_to_the_centre_once_and_names_nobody()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        box.Time.Advance(TimeSpan.FromMinutes(10));
        await box.Clock.TickAsync(default);
        await box.Clock.TickAsync(default);
        box.Time.Advance(TimeSpan.FromMinutes(20));
        await box.Clock.TickAsync(default);

        var told = Told(box);
        Assert.Equal([("DEVICE", 600.0), ("CENTRE", 1800.0)], told.Select(act => (act.Reasons.Single(), act.SecondsSinceAlarm!.Value)));
        Assert.All(told, act => Assert.Equal(("box", "box", 1), (act.Reader.Role, act.Reader.Via, act.Revision)));
        Assert.Equal(2, told.Select(act => act.ActKey).Distinct().Count());
        Assert.Equal(2, box.Alarms.Find(id)!.Escalations);
    }

    [Fact]
    public async Task Nothing_is_told_of_an_alarm_that_somebody_has_seen()
    {
        await using var box = new AlarmBox();
        Assert.Null(await box.SeenAsync(await box.AlarmedAsync(1)));
        box.Time.Advance(TimeSpan.FromHours(1));
        await box.Clock.TickAsync(default);
        Assert.Empty(Told(box));
    }

    private static List<FeedbackAct> Told(AlarmBox box) =>
    [
        .. box.Database.Read(connection => connection.Query("SELECT payload FROM outbox WHERE kind = 'feedback' ORDER BY seq", row => (byte[])row["payload"]))
            .Select(payload => JsonSerializer.Deserialize(payload, ContractsJson.Default.FeedbackAct)!).Where(act => act.Kind == "Escalate"),
    ];
}
