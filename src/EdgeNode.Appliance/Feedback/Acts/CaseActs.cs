using System.Text.Json;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>What a physician says of a case in any state: signs, own priority, later outcomes; and what is taken back. Null means: done and durable.</summary>
public sealed class CaseActs(ActDesk desk, CaseReview review)
{
    private static readonly string[] CanBeWithdrawn = [ActKinds.Verdict, ActKinds.Calliper, ActKinds.MissedNode, ActKinds.Signs, ActKinds.OwnPriority, ActKinds.Outcome];

    public Task<ActRefusal?> TickAsync(Guid caseId, SignsRequest said, ActSender sender, CancellationToken cancel) => OnCaseAsync(
        new(said.Act, ActKinds.Signs, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.SignsRequest)),
        sender,
        (_, _, _) => FeedbackChecks.Of(said),
        cancel);

    public Task<ActRefusal?> PrioritiseAsync(Guid caseId, OwnPriorityRequest said, ActSender sender, CancellationToken cancel) => OnCaseAsync(
        new(said.Act, ActKinds.OwnPriority, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.OwnPriorityRequest)),
        sender,
        (_, revision, _) => said.Priority is not (>= 1 and <= 4) ? ActRefusals.PriorityMissing : revision != said.Revision ? ActRefusals.RevisionChanged : null,
        cancel);

    public Task<ActRefusal?> FollowUpAsync(Guid caseId, OutcomeRequest said, ActSender sender, CancellationToken cancel) => OnCaseAsync(
        new(said.Act, ActKinds.Outcome, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.OutcomeRequest)),
        sender,
        (connection, _, now) => FeedbackChecks.Of(said, now) ?? (said.Node is { } node && !Exists(connection, caseId, said.Revision!.Value, node) ? FeedbackRefusals.NodeUnknown : null),
        cancel);

    public Task<ActRefusal?> WithdrawAsync(Guid caseId, Guid withdrawn, WithdrawRequest request, ActSender sender, CancellationToken cancel)
    {
        var said = request with { Withdrawn = withdrawn };
        return OnCaseAsync(
            new(said.Act, ActKinds.Withdraw, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.WithdrawRequest)),
            sender,
            (connection, _, _) => FeedbackChecks.Of(said) ?? CanWithdraw(ActLedger.Of(connection, caseId), withdrawn),
            cancel);
    }

    private static ActRefusal? CanWithdraw(IReadOnlyList<LedgerEntry> acts, Guid withdrawn) =>
        acts.SingleOrDefault(act => act.Act == withdrawn) is not { } known ? FeedbackRefusals.ActUnknown
        : !CanBeWithdrawn.Contains(known.Kind) ? FeedbackRefusals.ActStands
        : FeedbackFold.Withdrawn(acts).ContainsKey(withdrawn) ? FeedbackRefusals.ActWithdrawn
        : null;

    private static bool Exists(SqliteConnection connection, Guid caseId, int revision, int node) => node >= MissedNode.FirstNumber
        ? node < FeedbackFold.NextMissed(ActLedger.Of(connection, caseId))
        : CaseReview.ResultOf(connection, caseId, revision)?.Nodes.Any(found => found.Id == node) == true;

    private Task<ActRefusal?> OnCaseAsync(ActDraft draft, ActSender sender, Func<SqliteConnection, int, DateTimeOffset, ActRefusal?> check, CancellationToken cancel) => desk.CommitAsync(
        draft,
        sender,
        (connection, moment) =>
        {
            if (CaseStore.Find(connection, draft.CaseId!.Value) is not { } record)
            {
                return ActRefusals.CaseUnknown;
            }

            if (check(connection, record.Revision, moment.Now) is { } refusal)
            {
                return refusal;
            }

            review.Take(connection, draft, moment);
            return null;
        },
        cancel);
}
