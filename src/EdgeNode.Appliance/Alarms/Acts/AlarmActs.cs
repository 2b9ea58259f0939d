using System.Text.Json;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;
using static EdgeNode.Appliance.Alarms.Acts.ActRefusals;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>
/// What people do to alarms. Each act is committed with what it changes before it is answered; the same act again is answered alike and
/// changes nothing. Null means: done.
/// </summary>
public sealed class AlarmActs(Database database, Readers readers, AlarmPause pause, CaseChanges changes, TimeProvider time)
{
    /// <summary>"I have seen it": neither a verdict nor a decision. Who was first stays; who comes later stands in the record.</summary>
    public async Task<ActRefusal?> AcknowledgeAsync(Guid caseId, AcknowledgeRequest request, CancellationToken cancel)
    {
        var content = JsonSerializer.Serialize(request, ActJson.Default.AcknowledgeRequest);
        return Refused(request.Act, request.Reader) ?? await CommitAsync(
            caseId,
            connection => Once(connection, request.Act, ActRecord.Acknowledge, caseId, request.Reader!, content, now =>
                StandingAlarm(connection, caseId, request.Revision) is { Refusal: { } refusal } ? refusal
                : Acknowledge(connection, caseId, request.Revision!.Value, request.Reader!, now)),
            cancel);
    }

    /// <summary>The physician's decision. Who decides on an alarm that nobody had acknowledged has seen it. A later one replaces it until the alarm is closed.</summary>
    public async Task<ActRefusal?> DecideAsync(Guid caseId, DecisionRequest request, CancellationToken cancel)
    {
        var content = JsonSerializer.Serialize(request, ActJson.Default.DecisionRequest);
        return Refused(request.Act, request.Reader) ?? Refused(request) ?? await CommitAsync(
            caseId,
            connection => Once(connection, request.Act, ActRecord.Decide, caseId, request.Reader!, content, now => Decide(connection, caseId, request, now)),
            cancel);
    }

    /// <summary>Silences the sound, at most two minutes, and never an alarm that comes later. A pause that runs is not made longer.</summary>
    public async Task<ActRefusal?> PauseAsync(PauseRequest request, CancellationToken cancel)
    {
        var content = JsonSerializer.Serialize(request, ActJson.Default.PauseRequest);
        var fresh = false;
        var refusal = Refused(request.Act, request.Reader) ?? await database.WriteAsync(
            connection => Once(connection, request.Act, ActRecord.Pause, null, request.Reader!, content, _ =>
            {
                fresh = true;
                return null;
            }),
            cancel);
        if (fresh)
        {
            pause.Begin();
        }

        return refusal;
    }

    private async Task<ActRefusal?> CommitAsync(Guid caseId, Func<SqliteConnection, ActRefusal?> work, CancellationToken cancel)
    {
        var refusal = await database.WriteAsync(work, cancel);
        changes.Publish(caseId);
        return refusal;
    }

    private ActRefusal? Once(SqliteConnection connection, Guid act, string kind, Guid? caseId, string reader, string content, Func<DateTimeOffset, ActRefusal?> apply)
    {
        switch (ActRecord.Look(connection, act, kind, caseId, content))
        {
            case ActRecord.Outcome.Repeat:
                return null;
            case ActRecord.Outcome.Conflict:
                return ActConflict;
        }

        var now = time.GetUtcNow();
        if (apply(now) is { } refusal)
        {
            return refusal;
        }

        ActRecord.Add(connection, act, kind, caseId, reader, content, now);
        return null;
    }

    /// <summary>The alarm that stands, if it is the one that the reader saw.</summary>
    private static (Alarm? Alarm, ActRefusal? Refusal) StandingAlarm(SqliteConnection connection, Guid caseId, int? revision)
    {
        var found = connection.Query("SELECT revision FROM cases WHERE case_id = $id", row => row.Int("revision"), ("$id", caseId.ToString()));
        return found.Count == 0 ? (null, CaseUnknown)
            : AlarmStore.Find(connection, caseId) is not { } alarm ? (null, NoAlarm)
            : alarm.Revision != revision ? (alarm, AlarmChanged(alarm.Revision))
            : alarm.Closed is not null ? (alarm, AlarmClosed)
            : (alarm, null);
    }

    private static ActRefusal? Acknowledge(SqliteConnection connection, Guid caseId, int revision, string reader, DateTimeOffset now)
    {
        connection.Execute(
            "UPDATE alarms SET acknowledged = $now, acknowledged_by = $reader WHERE case_id = $id AND revision = $revision AND acknowledged IS NULL",
            ("$now", now.ToStored()),
            ("$reader", reader),
            ("$id", caseId.ToString()),
            ("$revision", revision));
        return null;
    }

    private static ActRefusal? Decide(SqliteConnection connection, Guid caseId, DecisionRequest request, DateTimeOffset now)
    {
        var (alarm, refusal) = StandingAlarm(connection, caseId, request.Revision);
        if (refusal is not null)
        {
            // A case without alarm can be transferred too: the box proposes, the physician decides.
            return refusal == NoAlarm ? SeenRevision(connection, caseId, request.Revision) : refusal;
        }

        Acknowledge(connection, caseId, alarm!.Revision, request.Reader!, now);
        connection.Execute(
            """
            UPDATE alarms SET decided = $now, decided_by = $reader, decision = $decision, decision_reasons = $reasons, physician_priority = $priority
            WHERE case_id = $id AND revision = $revision
            """,
            ("$now", now.ToStored()),
            ("$reader", request.Reader),
            ("$decision", request.Decision),
            ("$reasons", string.Join(' ', request.Reasons ?? [])),
            ("$priority", request.Priority),
            ("$id", caseId.ToString()),
            ("$revision", alarm.Revision));
        return null;
    }

    private static ActRefusal? SeenRevision(SqliteConnection connection, Guid caseId, int? revision) =>
        connection.Query("SELECT revision, state FROM cases WHERE case_id = $id", row => (Revision: row.Int("revision"), State: row.Text("state")), ("$id", caseId.ToString())) is [var now]
        && now.Revision == revision ? null : RevisionChanged;

    private ActRefusal? Refused(Guid act, string? reader) =>
        act == Guid.Empty ? ActMissing
        : !readers.Knows(reader) ? ReaderUnknown
        : null;

    private static ActRefusal? Refused(DecisionRequest request)
    {
        if (!Enum.TryParse<TransferDecision>(request.Decision, out var decision) || !Enum.IsDefined(decision) || request.Decision != decision.ToString())
        {
            return DecisionUnknown;
        }

        var codes = DecisionReasons.Codes[decision];
        var reasons = request.Reasons ?? [];
        return reasons.Any(reason => !codes.Contains(reason)) || reasons.Distinct().Count() != reasons.Count ? ReasonUnknown(codes)
            : reasons.Count == 0 && decision != TransferDecision.TransferNow ? ReasonMissing(codes)
            : request.Priority is not (>= 1 and <= 4) ? PriorityMissing
            : null;
    }
}
