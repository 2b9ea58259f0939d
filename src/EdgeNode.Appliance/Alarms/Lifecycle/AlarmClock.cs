using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Acts;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms.Lifecycle;

/// <summary>
/// What time does to alarms: one that nobody acknowledges is passed on, step by step as configured; one that was decided is closed after a
/// while. Each step is committed once, with its message to the centre, so a restart neither loses nor repeats it.
/// </summary>
public sealed class AlarmClock(Database database, CaseChanges changes, AlarmOptions options, ActReports reports, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    internal const string ClosedByDecision = "DECIDED";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly StageBeat _beat = beats.Add("alarm clock", TimeSpan.FromMinutes(1));

    /// <summary>The open alarms: a clock that is set back must not hold an escalation up.</summary>
    private readonly SinceSeen<AlarmKey> _open = new(time);

    /// <summary>Takes every step that is due now.</summary>
    public async Task TickAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (database.Read(connection => Due(connection, now)).Count == 0)
        {
            return;
        }

        var touched = await database.WriteAsync(
            connection =>
            {
                var due = Due(connection, now);
                due.ForEach(step => step.Take(connection));
                return due.Select(step => step.CaseId).Distinct().ToList();
            },
            cancel);
        touched.ForEach(changes.Publish);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WorkAsync, stoppingToken);

    private async Task WorkAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            _beat.Beat();
            await TickAsync(cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private List<Step> Due(SqliteConnection connection, DateTimeOffset now)
    {
        var open = connection.Query($"SELECT {Alarm.Columns} FROM alarms a WHERE a.closed IS NULL", Alarm.Read);
        _open.Look(open.Select(alarm => alarm.Key));
        return
        [
            .. open.Where(alarm => alarm.Acknowledged is null).SelectMany(alarm => Escalations(connection, alarm, now)),
            .. open.Where(alarm => alarm.Decided is { } decided && now - decided >= TimeSpan.FromHours(options.CloseAfterHours)).Select(alarm => Closing(alarm, now)),
        ];
    }

    private IEnumerable<Step> Escalations(SqliteConnection connection, Alarm alarm, DateTimeOffset now)
    {
        var (byClock, counted) = (now - alarm.Raised, _open[alarm.Key]);
        var waited = byClock > counted ? byClock : counted;
        var due = options.Escalation.Where(step => step.Level == alarm.Level && waited >= TimeSpan.FromMinutes(step.Minutes)).ToList();
        if (due.Count == alarm.Escalations)
        {
            return [];
        }

        var taken = connection.Query(
            "SELECT minutes FROM alarm_escalations WHERE case_id = $id AND revision = $revision",
            row => (double)row["minutes"],
            ("$id", alarm.CaseId.ToString()),
            ("$revision", alarm.Revision));
        return due.Where(step => !taken.Contains(step.Minutes)).Select(step => new Step(alarm.CaseId, write => Escalate(write, alarm, step, now)));
    }

    /// <summary>The centre is told in the same transaction, once, over any outage.</summary>
    private void Escalate(SqliteConnection write, Alarm alarm, EscalationOptions step, DateTimeOffset now)
    {
        write.Execute(
            "INSERT INTO alarm_escalations (case_id, revision, minutes, target, escalated) VALUES ($id, $revision, $minutes, $to, $now) ON CONFLICT DO NOTHING",
            ("$id", alarm.CaseId.ToString()),
            ("$revision", alarm.Revision),
            ("$minutes", step.Minutes),
            ("$to", step.To),
            ("$now", now.ToStored()));
        reports.EnqueueEscalation(write, alarm, step.To, now);
    }

    private static Step Closing(Alarm alarm, DateTimeOffset now) => new(alarm.CaseId, write => write.Execute(
        "UPDATE alarms SET closed = $now, close_reason = $reason WHERE case_id = $id AND revision = $revision AND closed IS NULL",
        ("$now", now.ToStored()),
        ("$reason", ClosedByDecision),
        ("$id", alarm.CaseId.ToString()),
        ("$revision", alarm.Revision)));

    private sealed record Step(Guid CaseId, Action<SqliteConnection> Take);
}
