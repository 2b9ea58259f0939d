using System.Text.Json;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;
using static EdgeNode.Appliance.Alarms.Acts.ActRefusals;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>
/// What people do to alarms. Each act is committed with what it changes before it is answered; the same act again is answered alike and
/// changes nothing. Null means: done.
/// </summary>
public sealed class AlarmActs(ActDesk desk, CaseReview review, AlarmPause pause)
{
    /// <summary>"I have seen it": neither a verdict nor a decision. Who was first stays; who comes later stands in the record.</summary>
    public Task<ActRefusal?> AcknowledgeAsync(Guid caseId, AcknowledgeRequest request, ActSender sender, CancellationToken cancel) => desk.CommitAsync(
        new(request.Act, ActKinds.Acknowledge, caseId, JsonSerializer.Serialize(request, ActJson.Default.AcknowledgeRequest)),
        sender,
        (connection, moment) => StandingAlarm(connection, caseId, request.Revision, request.Level) is { Refusal: { } refusal } ? refusal
            : Acknowledge(connection, caseId, request.Revision!.Value, moment),
        cancel);

    /// <summary>The physician's decision. Who decides on an alarm that nobody had acknowledged has seen it. A later one replaces it until the alarm is closed.</summary>
    public Task<ActRefusal?> DecideAsync(Guid caseId, DecisionRequest request, ActSender sender, CancellationToken cancel)
    {
        var draft = new ActDraft(request.Act, ActKinds.Decide, caseId, JsonSerializer.Serialize(request, ActJson.Default.DecisionRequest));
        return desk.CommitAsync(draft, sender, (connection, moment) => Refused(request) ?? Decide(connection, caseId, request, draft, moment), cancel);
    }

    /// <summary>Silences the sound, at most two minutes, and never an alarm that comes later. A pause that runs is not made longer.</summary>
    public async Task<ActRefusal?> PauseAsync(PauseRequest request, ActSender sender, CancellationToken cancel)
    {
        IEnumerable<AlarmKey>? standing = null;
        var refusal = await desk.CommitAsync(
            new(request.Act, ActKinds.Pause, null, JsonSerializer.Serialize(request, ActJson.Default.PauseRequest)),
            sender,
            (connection, _) =>
            {
                standing = AlarmStore.Unacknowledged(connection).Select(alarm => alarm.Key);
                return null;
            },
            cancel);
        if (standing is not null)
        {
            pause.Begin(standing);
        }

        return refusal;
    }

    /// <summary>The alarm that stands, if it is the one that the reader saw.</summary>
    private static (Alarm? Alarm, ActRefusal? Refusal) StandingAlarm(SqliteConnection connection, Guid caseId, int? revision, int? level)
    {
        var found = connection.Query("SELECT revision FROM cases WHERE case_id = $id", row => row.Int("revision"), ("$id", caseId.ToString()));
        return found.Count == 0 ? (null, CaseUnknown)
            : AlarmStore.Find(connection, caseId) is not { } alarm ? (null, NoAlarm)
            : alarm.Revision != revision || (level ?? (alarm.ByReview ? null : alarm.Level)) != alarm.Level ? (alarm, AlarmChanged(alarm.Revision, alarm.Level))
            : alarm.Closed is not null ? (alarm, AlarmClosed)
            : (alarm, null);
    }

    private static ActRefusal? Acknowledge(SqliteConnection connection, Guid caseId, int revision, ActMoment moment)
    {
        connection.Execute(
            "UPDATE alarms SET acknowledged = $now, acknowledged_by = $reader WHERE case_id = $id AND revision = $revision AND acknowledged IS NULL",
            ("$now", moment.Now.ToStored()),
            ("$reader", moment.Reader),
            ("$id", caseId.ToString()),
            ("$revision", revision));
        return null;
    }

    private ActRefusal? Decide(SqliteConnection connection, Guid caseId, DecisionRequest request, ActDraft draft, ActMoment moment)
    {
        var (alarm, refusal) = StandingAlarm(connection, caseId, request.Revision, request.Level);

        // A case without alarm can be transferred too: the box proposes, the physician decides.
        if ((refusal == NoAlarm ? SeenRevision(connection, caseId, request.Revision) : refusal) is { } refused)
        {
            return refused;
        }

        if (alarm is not null)
        {
            Acknowledge(connection, caseId, alarm.Revision, moment);
            connection.Execute(
                """
                UPDATE alarms SET decided = $now, decided_by = $reader, decision = $decision, decision_reasons = $reasons, physician_priority = $priority
                WHERE case_id = $id AND revision = $revision
                """,
                ("$now", moment.Now.ToStored()),
                ("$reader", moment.Reader),
                ("$decision", request.Decision),
                ("$reasons", string.Join(' ', request.Reasons ?? [])),
                ("$priority", request.Priority),
                ("$id", caseId.ToString()),
                ("$revision", alarm.Revision));
        }

        review.Take(connection, draft, moment);
        return null;
    }

    private static ActRefusal? SeenRevision(SqliteConnection connection, Guid caseId, int? revision) =>
        connection.Query("SELECT revision, state FROM cases WHERE case_id = $id", row => (Revision: row.Int("revision"), State: row.Text("state")), ("$id", caseId.ToString())) is [var now]
        && now.Revision == revision ? null : RevisionChanged;

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
