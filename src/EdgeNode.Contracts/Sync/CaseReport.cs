using EdgeNode.Contracts.Results;

namespace EdgeNode.Contracts.Sync;

/// <summary>
/// What leaves the hospital about one revision of a case: <c>edge.result/1</c>. It is a copy of listed fields, never a result with
/// fields struck out. It holds no name, no identifier or UID of patient, study or series, no description, no text that a person typed, no
/// position in the patient or scanner, and no clock time: steps are told as durations. The message id is a UUIDv7 and so holds the
/// moment the message was queued, which the centre learns from its arrival anyway; the day of the scan is told only as the subject's moved one.
/// </summary>
public sealed record CaseReport
{
    public const string SchemaId = "edge.result/1";

    public string Schema { get; init; } = SchemaId;

    /// <summary>Message id; the centre stores each id once.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// Pseudonym of the study, 32 hexadecimal digits: the same study of one site always has the same one, and only the site can tell which.
    /// </summary>
    public required string CaseKey { get; init; }

    /// <summary>1 for the first analysis; the centre shows the highest.</summary>
    public required int Revision { get; init; }

    public required CaseState State { get; init; }

    /// <summary>Stable reason code of an unsuitable or failed case, without its text.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Null where the case was given up before its images were read, and from versions that did not tell it.</summary>
    public ReportedSubject? Subject { get; init; }

    public ModelIdentity? Model { get; init; }

    public ReportedScan? Scan { get; init; }

    public IReadOnlyList<ReportedNode> Nodes { get; init; } = [];

    /// <summary>Findings beyond the message's limit: the smallest ones, which follow as <see cref="NodeTable"/>.</summary>
    public int NodesOmitted { get; init; }

    /// <summary>Null unless the case was analysed: "not analysed" has no priority.</summary>
    public ReportedPriority? Priority { get; init; }

    /// <summary>Codes of what limits the result.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    public ReportedTiming Timing { get; init; } = new();
}

/// <summary>
/// Facts of the scan that do not point at a person: grid in voxels x,y,z, spacing in mm x,y,z, and whether contrast medium was seen (null
/// where the box cannot tell).
/// </summary>
public sealed record ReportedScan(IReadOnlyList<int> Size, IReadOnlyList<double> SpacingMm, int SliceCount, bool? Contrast);

/// <summary>Proposed urgency, 1 (highest) to 4, with the rules that fired.</summary>
public sealed record ReportedPriority(int Level, string RulesVersion, IReadOnlyList<ReportedReason> Reasons);

/// <summary>One fired rule: its id, the urgency it asks for, its stable code and the numbers of the nodes it rests on.</summary>
public sealed record ReportedReason(string Rule, int Level, string Code, IReadOnlyList<int> Nodes);

/// <summary>How long each step took, in seconds to one decimal; null where a step was not reached.</summary>
public sealed record ReportedTiming
{
    /// <summary>Last instance received to series complete.</summary>
    public double? QuietSeconds { get; init; }

    /// <summary>Series complete to analysis begun.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>Analysis begun to findings.</summary>
    public double? AnalysisSeconds { get; init; }

    /// <summary>Findings to alarm raised.</summary>
    public double? AlarmSeconds { get; init; }
}
