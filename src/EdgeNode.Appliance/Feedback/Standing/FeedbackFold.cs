using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Feedback.Standing;

/// <summary>From the record of a case to what counts now.</summary>
internal static class FeedbackFold
{
    /// <param name="acts">All acts on the case, the oldest first.</param>
    /// <param name="revision">The present one: verdicts and callipers of others name nodes of other results.</param>
    public static CaseFeedback Of(IReadOnlyList<LedgerEntry> acts, int revision)
    {
        var withdrawn = Withdrawn(acts);
        var standing = acts.Where(act => !withdrawn.ContainsKey(act.Act)).ToList();
        return new()
        {
            Nodes = Nodes(standing, revision),
            MissedNodes = [.. standing.Where(act => act.Kind == ActKinds.MissedNode).Select(Missed)],
            Signs = standing.LastOrDefault(act => act.Kind == ActKinds.Signs) is { } signs ? new(signs.Act, signs.Reader, signs.Time, Read(signs, FeedbackJson.Default.SignsRequest).Signs!) : null,
            OwnPriority = standing.Select(Own).LastOrDefault(own => own is not null),
            Outcomes = [.. standing.Where(act => act.Kind == ActKinds.Outcome).Select(Outcome)],
        };
    }

    /// <summary>Acts that were taken back, with what took them back.</summary>
    public static IReadOnlyDictionary<Guid, Guid> Withdrawn(IReadOnlyList<LedgerEntry> acts) => acts
        .Where(act => act.Kind == ActKinds.Withdraw)
        .ToDictionary(act => Read(act, FeedbackJson.Default.WithdrawRequest).Withdrawn!.Value, act => act.Act);

    /// <summary>The number that the next missed node of a case gets.</summary>
    public static int NextMissed(IReadOnlyList<LedgerEntry> acts) => MissedNode.FirstNumber + acts.Count(act => act.Kind == ActKinds.MissedNode);

    public static double? Length(CalliperLine? line) =>
        line is null ? null : Math.Sqrt(line.FromMm!.Zip(line.ToMm!, (from, to) => (to - from) * (to - from)).Sum());

    private static IReadOnlyList<NodeFeedback> Nodes(IReadOnlyList<LedgerEntry> standing, int revision)
    {
        var verdicts = standing.Where(act => act.Kind == ActKinds.Verdict)
            .Select(act => (Act: act, Said: Read(act, FeedbackJson.Default.VerdictRequest))).Where(item => item.Said.Revision == revision)
            .GroupBy(item => item.Said.Node!.Value).ToDictionary(said => said.Key, said => Verdict(said.Last().Act, said.Last().Said));
        var callipers = standing.Where(act => act.Kind == ActKinds.Calliper)
            .Select(act => (Act: act, Said: Read(act, FeedbackJson.Default.CalliperRequest))).Where(item => item.Said.Revision == revision)
            .GroupBy(item => item.Said.Node!.Value).ToDictionary(said => said.Key, said => Calliper(said.Last().Act, said.Last().Said));
        return [.. verdicts.Keys.Union(callipers.Keys).Order().Select(node => new NodeFeedback(node, verdicts.GetValueOrDefault(node), callipers.GetValueOrDefault(node)))];
    }

    private static GivenVerdict Verdict(LedgerEntry act, VerdictRequest said) => new(
        act.Act, act.Reader, act.Time, Enum.Parse<NodeVerdict>(said.Verdict!), said.Class is { } label ? Enum.Parse<NodeClass>(label) : null, said.Reasons ?? [], said.Level);

    private static GivenCalliper Calliper(LedgerEntry act, CalliperRequest said) =>
        new(act.Act, act.Reader, act.Time, Length(said.ShortAxis), Length(said.LongAxis), said.ShortAxis, said.LongAxis);

    private static MissedNode Missed(LedgerEntry act)
    {
        var said = Read(act, FeedbackJson.Default.MissedNodeRequest);
        var effect = JsonSerializer.Deserialize(act.Effect!, FeedbackJson.Default.ActEffect)!;
        return new(
            effect.Node!.Value, act.Act, act.Reader, act.Time, said.Revision!.Value, Enum.Parse<NodeClass>(said.Class!), said.CentreMm!, said.LongAxisMm!.Value,
            said.ShortAxisMm!.Value, said.LongAxisDirection!, effect.Side!, said.Level, said.Reasons ?? []);
    }

    /// <summary>The physician's own priority, given by itself or with a decision.</summary>
    private static OwnPriority? Own(LedgerEntry act) => act.Kind switch
    {
        ActKinds.OwnPriority when Read(act, FeedbackJson.Default.OwnPriorityRequest) is var own => new(act.Act, act.Reader, act.Time, own.Revision!.Value, own.Priority!.Value),
        ActKinds.Decide when Read(act, ActJson.Default.DecisionRequest) is var decided => new(act.Act, act.Reader, act.Time, decided.Revision!.Value, decided.Priority!.Value),
        _ => null,
    };

    private static LaterOutcome Outcome(LedgerEntry act)
    {
        var said = Read(act, FeedbackJson.Default.OutcomeRequest);
        return new(act.Act, act.Reader, act.Time, said.Source!, said.Finding!, said.Examined, said.Revision, said.Node);
    }

    private static T Read<T>(LedgerEntry act, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(act.Content, type)!;
}
