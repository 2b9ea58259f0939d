using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

public sealed class AlarmLifeTests
{
    [Fact]
    public async Task An_alarm_is_raised_acknowledged_decided_and_closed_and_keeps_who_and_when()
    {
        await using var box = new AlarmBox();
        var id = await box.ReceiveAsync();
        box.Time.Advance(TimeSpan.FromSeconds(40));
        await box.JudgeAsync(id, 1);
        Assert.Equal((AlarmPhase.Raised, 1, 1), (Now().Phase, Now().Level, Now().Revision));
        Assert.Equal(["REASON_1"], Now().ReasonCodes);

        box.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await box.SeenAsync(id, "A2"));
        Assert.Equal((AlarmPhase.Acknowledged, "A2"), (Now().Phase, Now().AcknowledgedBy));

        box.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await box.DecidedAsync(id, "TransferScheduled", "A1", "BIOPSY_FIRST", "NO_BED_NOW"));
        var decided = Now();
        Assert.Equal((AlarmPhase.Decided, "A1", "A2", TransferDecision.TransferScheduled, 1), (decided.Phase, decided.DecidedBy, decided.AcknowledgedBy, decided.Decision, decided.PhysicianPriority));
        Assert.Equal(["BIOPSY_FIRST", "NO_BED_NOW"], decided.DecisionReasons);
        Assert.Equal(
            [TimeSpan.Zero, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(220), TimeSpan.FromSeconds(520)],
            ((DateTimeOffset?[])[decided.LastInstance, decided.Raised, decided.Acknowledged, decided.Decided]).Select(at => at!.Value - AlarmBox.Begin));

        box.Time.Advance(TimeSpan.FromHours(24));
        await box.Clock.TickAsync(default);
        Assert.Equal((AlarmPhase.Closed, "DECIDED"), (Now().Phase, Now().CloseReason));

        Alarm Now() => box.Alarms.Find(id)!;
    }

    [Fact]
    public async Task Who_saw_it_first_stays_and_who_came_later_stands_in_the_record()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(2);
        Assert.Null(await box.SeenAsync(id, "A1"));
        box.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await box.SeenAsync(id, "A2"));

        Assert.Equal(("A1", AlarmBox.Begin), (box.Alarms.Find(id)!.AcknowledgedBy, box.Alarms.Find(id)!.Acknowledged));
        Assert.Equal(["A1", "A2"], box.Queries.Detail(id)!.Acts.Select(act => act.Reader));
    }

    [Fact]
    public async Task The_same_act_sent_again_is_one_act_and_another_under_its_id_is_refused()
    {
        await using var box = new AlarmBox();
        var (id, act) = (await box.AlarmedAsync(1), Guid.NewGuid());
        var decision = new DecisionRequest(act, "A1", 1, "NoTransfer", ["KNOWN_DISEASE"], 3);
        Assert.Null(await box.Acts.DecideAsync(id, decision, ActSender.Of("A1"), default));
        var first = box.Alarms.Find(id);
        box.Time.Advance(TimeSpan.FromMinutes(9));

        Assert.Null(await box.Acts.DecideAsync(id, decision with { }, ActSender.Of("A1"), default));
        Assert.Equal("ACT_CONFLICT", (await box.Acts.DecideAsync(id, decision with { Priority = 2 }, ActSender.Of("A1"), default))?.Code);
        Assert.Equal("ACT_CONFLICT", (await box.SeenAsync(id, "A1", act))?.Code);

        Assert.Equivalent(first, box.Alarms.Find(id));
        Assert.Single(box.Queries.Detail(id)!.Acts);
    }

    [Fact]
    public async Task Who_decides_has_seen_it_and_may_decide_otherwise_until_the_alarm_is_closed()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        Assert.Null(await box.DecidedAsync(id));
        Assert.Equal(("A1", AlarmBox.Begin), (box.Alarms.Find(id)!.AcknowledgedBy, box.Alarms.Find(id)!.Acknowledged));

        box.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await box.DecidedAsync(id, "NoTransfer", "A2", "FINDING_REJECTED"));
        Assert.Equal((TransferDecision.NoTransfer, "A2", "A1"), (box.Alarms.Find(id)!.Decision, box.Alarms.Find(id)!.DecidedBy, box.Alarms.Find(id)!.AcknowledgedBy));

        box.Time.Advance(TimeSpan.FromHours(24));
        await box.Clock.TickAsync(default);
        Assert.Equal("ALARM_CLOSED", (await box.DecidedAsync(id))?.Code);
        Assert.Equal(2, box.Queries.Detail(id)!.Acts.Count);
    }

    [Theory]
    [InlineData("", "A1", 1, "TransferNow", "", 1, null)]
    [InlineData("-", "A1", 1, "TransferNow", "", 1, "ACT_MISSING")]
    [InlineData("", "Dr Lin", 1, "TransferNow", "", 1, "READER_UNKNOWN")]
    [InlineData("", null, 1, "TransferNow", "", 1, "READER_UNKNOWN")]
    [InlineData("", "A1", 2, "TransferNow", "", 1, "ALARM_CHANGED")]
    [InlineData("", "A1", null, "TransferNow", "", 1, "ALARM_CHANGED")]
    [InlineData("", "A1", 1, "transferNow", "", 1, "DECISION_UNKNOWN")]
    [InlineData("", "A1", 1, "0", "", 1, "DECISION_UNKNOWN")]
    [InlineData("", "A1", 1, null, "", 1, "DECISION_UNKNOWN")]
    [InlineData("", "A1", 1, "NoTransfer", "", 1, "REASON_MISSING")]
    [InlineData("", "A1", 1, "TransferScheduled", "", 1, "REASON_MISSING")]
    [InlineData("", "A1", 1, "NoTransfer", "AIRWAY", 1, "REASON_UNKNOWN")]
    [InlineData("", "A1", 1, "NoTransfer", "because she is 80", 1, "REASON_UNKNOWN")]
    [InlineData("", "A1", 1, "NoTransfer", "NOT_FIT NOT_FIT", 1, "REASON_UNKNOWN")]
    [InlineData("", "A1", 1, "TransferNow", "AIRWAY", 0, "PRIORITY_MISSING")]
    [InlineData("", "A1", 1, "TransferNow", "AIRWAY", null, "PRIORITY_MISSING")]
    public async Task A_decision_that_does_not_say_who_what_and_why_changes_nothing(string act, string? reader, int? revision, string? decision, string reasons, int? priority, string? refused)
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        var request = new DecisionRequest(act == "-" ? Guid.Empty : Guid.NewGuid(), reader, revision, decision, reasons.Contains("she", StringComparison.Ordinal) ? [reasons] : reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries), priority);

        var refusal = await box.Acts.DecideAsync(id, request, ActSender.Of(reader), default);

        Assert.Equal(refused, refusal?.Code);
        Assert.Equal(refused is null ? AlarmPhase.Decided : AlarmPhase.Raised, box.Alarms.Find(id)!.Phase);
        Assert.Equal(refused is null ? 1 : 0, box.Queries.Detail(id)!.Acts.Count);
    }

    [Fact]
    public async Task A_case_without_alarm_can_be_decided_on_and_none_can_be_acknowledged()
    {
        await using var box = new AlarmBox();
        var calm = await box.AlarmedAsync(4);
        Assert.Null(box.Alarms.Find(calm));
        Assert.Equal("NO_ALARM", (await box.SeenAsync(calm))?.Code);
        Assert.Null(await box.DecidedAsync(calm));
        Assert.Equal("REVISION_CHANGED", (await box.Acts.DecideAsync(calm, new(Guid.NewGuid(), "A1", 7, "TransferNow", [], 1), ActSender.Of("A1"), default))?.Code);
        Assert.Single(box.Queries.Detail(calm)!.Acts);
        Assert.Equal("CASE_UNKNOWN", (await box.SeenAsync(Guid.NewGuid()))?.Code);
        Assert.Equal("CASE_UNKNOWN", (await box.DecidedAsync(Guid.NewGuid()))?.Code);
    }

    [Fact]
    public async Task Everything_survives_a_restart()
    {
        var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        Assert.Null(await box.SeenAsync(id));
        Assert.Null(await box.DecidedAsync(id));
        var (before, acts) = (box.Alarms.Find(id), box.Queries.Detail(id)!.Acts.Count);

        await using var again = await box.RestartedAsync();

        Assert.Equivalent(before, again.Alarms.Find(id));
        Assert.Equal(acts, again.Queries.Detail(id)!.Acts.Count);
        await box.DisposeAsync();
    }

    [Fact]
    public async Task A_database_from_before_the_life_cycle_keeps_its_alarms()
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-older").FullName;
        var id = Guid.NewGuid();
        using (var older = new SqliteConnection($"Data Source={Path.Combine(folder, "edgenode.db")};Pooling=False"))
        {
            older.Open();
            foreach (var script in typeof(Database).Assembly.GetManifestResourceNames().Where(name => name.Contains("Migrations.000", StringComparison.Ordinal)).Order().Take(3))
            {
                using var text = new StreamReader(typeof(Database).Assembly.GetManifestResourceStream(script)!);
                older.Execute(await text.ReadToEndAsync());
            }

            older.Execute(
                """
                INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ($id, '1.9', 'Analysed', 1, '', '', $now);
                INSERT INTO alarms (case_id, revision, level, raised) VALUES ($id, 1, 2, $now);
                PRAGMA user_version = 3;
                """,
                ("$id", id.ToString()),
                ("$now", AlarmBox.Begin.ToStored()));
        }

        await using var box = new AlarmBox(folder: folder);
        var alarm = box.Alarms.Find(id)!;
        Assert.Equal((AlarmPhase.Raised, 2, AlarmBox.Begin), (alarm.Phase, alarm.Level, alarm.LastInstance));
        Assert.Null(await box.SeenAsync(id, "A1"));
        await box.Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
