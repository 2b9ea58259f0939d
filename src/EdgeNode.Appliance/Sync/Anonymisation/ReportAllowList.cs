using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>
/// The only way from a result to what leaves the hospital. Every field is named here; a field that is added to a result stays inside until
/// somebody adds it here too.
/// </summary>
public static class ReportAllowList
{
    /// <summary>Keeps a report of a badly mistaken network far below <see cref="MessageSize.LargestPayload"/>.</summary>
    internal const int MostNodes = 400;

    public static CaseReport From(CaseResult result, Guid messageId, string caseKey) => new()
    {
        Id = messageId,
        CaseKey = caseKey,
        Revision = result.Revision,
        State = result.State,
        ReasonCode = result.Reason is { } reason ? AllowedText.Code(reason.Code) : null,
        Model = result.Model is { } model ? Model(model) : null,
        Scan = result.Geometry is { } geometry ? Scan(geometry, result) : null,
        Nodes = [.. result.Nodes.OrderByDescending(node => node.VolumeMm3).Take(MostNodes).OrderBy(node => node.Id).Select(Node)],
        NodesOmitted = Math.Max(0, result.Nodes.Count - MostNodes),
        Priority = result.Priority is { } priority ? Priority(priority) : null,
        Limits = [.. result.Limits.Take(MostNodes).Select(AllowedText.Code).Distinct()],
        Timing = Timing(result.Timing),
    };

    private static ModelIdentity Model(ModelIdentity model) => new(
        AllowedText.Word(model.Id),
        AllowedText.Word(model.Version),
        AllowedText.Sha256(model.Sha256),
        AllowedText.Word(model.Provider),
        AllowedText.Word(model.Precision))
    {
        Options = model.Options is { } options ? [.. options.Take(16).Select(AllowedText.Word)] : null,
    };

    private static ReportedScan Scan(ResultGeometry geometry, CaseResult result) => new(
        [.. geometry.Size.Take(3)],
        [.. geometry.SpacingMm.Take(3).Select(mm => Math.Round(mm, 3))],
        geometry.Size.Count == 3 ? geometry.Size[2] : 0,
        Contrast(result));

    /// <summary>Whether contrast medium was given; null where nothing tells.</summary>
    internal static bool? Contrast(CaseResult result) =>
        result.Limits.Contains("NO_CONTRAST") ? false
        : result.Nodes.Any(node => node.LowDensityFraction is not null) ? true
        : null;

    internal static ReportedNode Node(NodeFinding node) => new()
    {
        Id = node.Id,
        Label = node.Label,
        ClassProbabilities = [.. node.ClassProbabilities.Take(3).Select(share => Math.Round(share, 3))],
        Side = AllowedText.Side(node.Side),
        VolumeMm3 = Math.Round(node.VolumeMm3),
        LongAxisMm = Math.Round(node.LongAxisMm, 1),
        ShortAxisMm = Math.Round(node.ShortAxisMm, 1),
        GreatestDimensionMm = Math.Round(node.GreatestDimensionMm, 1),
        MeanHu = Math.Round(node.MeanHu),
        LowDensityFraction = node.LowDensityFraction is { } share ? Math.Round(share, 3) : null,
        Truncated = node.Truncated,
        Borderline = node.Borderline,
    };

    private static ReportedPriority Priority(CasePriority priority) => new(
        priority.Level,
        AllowedText.Word(priority.RulesVersion),
        [.. priority.Reasons.Take(MostNodes).Select(reason => new ReportedReason(
            AllowedText.Word(reason.Rule), reason.Level, AllowedText.Code(reason.Code), [.. reason.Nodes.Take(MostNodes)]))]);

    private static ReportedTiming Timing(CaseTiming timing) => new()
    {
        QuietSeconds = Seconds(timing.LastInstance, timing.Complete),
        WaitSeconds = Seconds(timing.Complete, timing.Started),
        AnalysisSeconds = Seconds(timing.Started, timing.Analysed),
        AlarmSeconds = Seconds(timing.Analysed, timing.Alarmed),
    };

    private static double? Seconds(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end ? Math.Round((end - start).TotalSeconds, 1) : null;
}
