using System.Text.Json;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Standing;

/// <summary>Judges a case anew with what physicians said of it, by the rules that judged it first.</summary>
public sealed class CaseReview(RuleTable rules)
{
    /// <summary>
    /// Takes an act into account, in its transaction: the priority it gives the case is kept, and an alarm is raised where that is worse
    /// than every alarm the case had. What is calmer takes no alarm away.
    /// </summary>
    internal void Take(SqliteConnection connection, ActDraft draft, ActMoment moment, int? node = null, string? side = null)
    {
        var before = new ActEffect(node, side, null);
        var entry = new LedgerEntry(0, draft.Act, draft.Kind, draft.CaseId, moment.Reader, "", draft.Content, JsonSerializer.Serialize(before, FeedbackJson.Default.ActEffect), moment.Now.ToStored(), null);
        var record = CaseStore.Find(connection, draft.CaseId!.Value)!;
        var priority = Keep(connection, record.State == CaseState.Analysed ? ResultOf(connection, record) : null, record, [.. ActLedger.Of(connection, record.Id), entry]);
        if (priority is not null)
        {
            AlarmStore.Raise(connection, record, priority, moment.Now, byReview: true);
        }

        moment.Effect = JsonSerializer.Serialize(before with { Priority = priority?.Level }, FeedbackJson.Default.ActEffect);
    }

    /// <summary>A new result is judged with what was said of the case before, in the result's transaction; the priority that counts.</summary>
    internal CasePriority Take(SqliteConnection connection, CaseRecord analysing, CaseResult result) =>
        Keep(connection, result, analysing, ActLedger.Of(connection, analysing.Id)) ?? result.Priority!;

    /// <summary>What counts now, with the priority it gives the result; null: the case has none.</summary>
    internal CaseFeedback Of(IReadOnlyList<LedgerEntry> acts, int revision, CaseResult? result)
    {
        var feedback = FeedbackFold.Of(acts, revision);
        if (result is { State: CaseState.Analysed })
        {
            feedback = feedback with { MissedNodes = [.. feedback.MissedNodes.Select(missed => missed with { FoundAs = MissedPlace.FoundAs(missed, result) })] };
        }

        return feedback with { Priority = result is { State: CaseState.Analysed } && feedback.BearsOnRules ? Judge(result, feedback) : null };
    }

    internal static CaseResult? ResultOf(SqliteConnection connection, CaseRecord record) => ResultOf(connection, record.Id, record.Revision);

    internal static CaseResult? ResultOf(SqliteConnection connection, Guid caseId, int revision) =>
        connection.Scalar("SELECT json FROM results WHERE case_id = $id AND revision = $revision", ("$id", caseId.ToString()), ("$revision", revision)) is string json
            ? JsonSerializer.Deserialize(json, ContractsJson.Default.CaseResult)
            : null;

    private CasePriority? Keep(SqliteConnection connection, CaseResult? result, CaseRecord record, IReadOnlyList<LedgerEntry> acts)
    {
        var feedback = Of(acts, record.Revision, result);
        if (acts.Count > 0)
        {
            connection.Execute(
                """
                INSERT INTO case_feedback (case_id, revision, priority, own_priority) VALUES ($id, $revision, $priority, $own)
                ON CONFLICT DO UPDATE SET revision = excluded.revision, priority = excluded.priority, own_priority = excluded.own_priority
                """,
                ("$id", record.Id.ToString()),
                ("$revision", record.Revision),
                ("$priority", feedback.Priority is { } kept ? JsonSerializer.Serialize(kept, ContractsJson.Default.CasePriority) : null),
                ("$own", feedback.OwnPriority?.Priority));
        }

        return feedback.Priority ?? result?.Priority;
    }

    private CasePriority Judge(CaseResult result, CaseFeedback feedback)
    {
        IEnumerable<string> ticked = feedback.Signs?.Signs ?? [];
        var reviews = feedback.Nodes.ToDictionary(node => node.Node, node => ReviewedNodes.Of(node, result));
        foreach (var missed in feedback.MissedNodes.Where(missed => missed.Level is not null || missed.FoundAs is not null))
        {
            reviews[missed.Node] = new() { Level = missed.Level, SameAs = missed.FoundAs };
        }

        return rules.Judge(
            [.. result.Nodes, .. feedback.MissedNodes.Select(ReviewedNodes.Of)],
            new(ticked.Intersect(FeedbackCodes.RedFlags).Any(), ticked.Intersect(FeedbackCodes.Risks).Any()),
            result.Limits,
            reviews);
    }
}
