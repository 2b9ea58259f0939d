using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference;

namespace EdgeNode.Appliance.Analysis;

/// <summary>What was found in one volume: labels on the slices as they were sent (components below the threshold removed), nodes, urgency, limits.</summary>
/// <param name="Stack">How the slices were resampled; null where they form a true grid.</param>
/// <param name="Neck">How much of the neck the image shows.</param>
/// <param name="Measuring">How long components, measurements and rules took.</param>
public sealed record VolumeFindings(
    Volume<byte> Labels,
    StackedSlices? Stack,
    IReadOnlyList<NodeFinding> Nodes,
    CasePriority Priority,
    IReadOnlyList<string> Limits,
    ImagedNeck Neck,
    Segmentation Segmentation,
    TimeSpan Measuring)
{
    /// <summary>Probabilities on the slices as they were sent, one volume for each label, before components were removed; null where nobody asked.</summary>
    public IReadOnlyList<Volume<float>>? Probabilities { get; init; }

    /// <summary>Marks of the network that lie wholly in the head: neither among the nodes nor in the labels.</summary>
    public int MarksInHead { get; init; }

    public CaseResult ToResult(Guid caseId, int revision, ChosenSeries series, ModelIdentity model, CaseTiming timing) => new()
    {
        CaseId = caseId,
        Revision = revision,
        State = CaseState.Analysed,
        Series = series,
        Model = model,
        Geometry = Describe(Labels.Geometry) with { Correction = Stack is null ? null : OriginalSlices.Describe(Stack) },
        Coverage = Neck,
        Timing = timing,
        Nodes = Nodes,
        MarksInHead = MarksInHead,
        Priority = Priority,
        Limits = Limits,
    };

    private static ResultGeometry Describe(GridGeometry grid) => new(
        [grid.Size.X, grid.Size.Y, grid.Size.Z],
        [grid.SpacingMm.X, grid.SpacingMm.Y, grid.SpacingMm.Z],
        [grid.OriginMm.X, grid.OriginMm.Y, grid.OriginMm.Z],
        [
            grid.XDirection.X, grid.XDirection.Y, grid.XDirection.Z,
            grid.YDirection.X, grid.YDirection.Y, grid.YDirection.Z,
            grid.ZDirection.X, grid.ZDirection.Y, grid.ZDirection.Z,
        ]);
}

/// <summary>Findings, or why there are none.</summary>
public sealed record VolumeOutcome(VolumeFindings? Findings, CaseReason? Problem);
