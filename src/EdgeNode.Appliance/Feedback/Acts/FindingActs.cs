using System.Text.Json;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>What a physician says of the findings that are on the screen: verdicts, callipers, missed nodes. Null means: done and durable.</summary>
public sealed class FindingActs(ActDesk desk, CaseReview review, DerivedFiles files)
{
    public Task<ActRefusal?> JudgeAsync(Guid caseId, int node, VerdictRequest request, ActSender sender, CancellationToken cancel)
    {
        var said = request with { Node = node };
        var draft = new ActDraft(said.Act, ActKinds.Verdict, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.VerdictRequest));
        return OnFindingsAsync(draft, said.Revision, sender, result => FeedbackChecks.Of(said) ?? Known(result, node), cancel);
    }

    public Task<ActRefusal?> MeasureAsync(Guid caseId, int node, CalliperRequest request, ActSender sender, CancellationToken cancel)
    {
        var said = request with { Node = node };
        var draft = new ActDraft(said.Act, ActKinds.Calliper, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.CalliperRequest));
        return OnFindingsAsync(draft, said.Revision, sender, result => FeedbackChecks.Of(said, result.Geometry!) ?? Known(result, node), cancel);
    }

    public Task<ActRefusal?> MarkMissedAsync(Guid caseId, MissedNodeRequest said, ActSender sender, CancellationToken cancel)
    {
        var draft = new ActDraft(said.Act, ActKinds.MissedNode, caseId, JsonSerializer.Serialize(said, FeedbackJson.Default.MissedNodeRequest));
        return OnFindingsAsync(draft, said.Revision, sender, result => FeedbackChecks.Of(said, result.Geometry!), cancel, Place);

        (int Node, string Side) Place(SqliteConnection connection, CaseResult result) =>
            (FeedbackFold.NextMissed(ActLedger.Of(connection, caseId)), said.Side ?? MissedSide.Of(files.Volume(caseId, result.Revision), result.Geometry!, said.CentreMm!));
    }

    private static ActRefusal? Known(CaseResult result, int node) => result.Nodes.Any(found => found.Id == node) ? null : FeedbackRefusals.NodeUnknown;

    private Task<ActRefusal?> OnFindingsAsync(
        ActDraft draft,
        int? revision,
        ActSender sender,
        Func<CaseResult, ActRefusal?> check,
        CancellationToken cancel,
        Func<SqliteConnection, CaseResult, (int Node, string Side)>? place = null) => desk.CommitAsync(
        draft,
        sender,
        (connection, moment) =>
        {
            if (CaseStore.Find(connection, draft.CaseId!.Value) is not { } record)
            {
                return ActRefusals.CaseUnknown;
            }

            if (record.State != CaseState.Analysed || CaseReview.ResultOf(connection, record) is not { Geometry: not null } result)
            {
                return FeedbackRefusals.NotAnalysed;
            }

            if ((record.Revision != revision ? ActRefusals.RevisionChanged : check(result)) is { } refusal)
            {
                return refusal;
            }

            var placed = place?.Invoke(connection, result);
            review.Take(connection, draft, moment, placed?.Node, placed?.Side);
            return null;
        },
        cancel);
}
