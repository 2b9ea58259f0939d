using EdgeNode.Contracts.Results;

namespace EdgeNode.Contracts.Sync;

/// <summary>
/// One act of a person on a case, <c>edge.feedback/1</c>: reason codes and figures only. It holds no name, no text that a person typed and no
/// clock time; moments are told as seconds since the last slice (T0) and since the alarm (T1). Acts are never changed: a later act of the
/// same kind on the same node takes the earlier one's place, <c>Withdraw</c> takes one back.
/// </summary>
public sealed record FeedbackAct
{
    public const string SchemaId = "edge.feedback/1";

    public string Schema { get; init; } = SchemaId;

    /// <summary>Message id; the centre stores each id once.</summary>
    public required Guid Id { get; init; }

    public required string CaseKey { get; init; }

    /// <summary>Revision that was on the screen; 0 for an act on the case as a whole.</summary>
    public required int Revision { get; init; }

    /// <summary>Pseudonym of the act, 32 hexadecimal digits.</summary>
    public required string ActKey { get; init; }

    /// <summary>For <c>Withdraw</c>: the act that is taken back.</summary>
    public string? WithdrawsKey { get; init; }

    /// <summary>
    /// <c>Acknowledge</c>, <c>Decide</c>, <c>Verdict</c>, <c>Calliper</c>, <c>MissedNode</c>, <c>Signs</c>, <c>OwnPriority</c>, <c>Outcome</c> or <c>Withdraw</c>; or
    /// <c>Escalate</c>, the box's own: nobody acknowledged the alarm in time, and it was passed on to whom the reason names.
    /// </summary>
    public required string Kind { get; init; }

    public required ReportedReader Reader { get; init; }

    /// <summary>T0 to this act: last slice received.</summary>
    public double? SecondsSinceLastSlice { get; init; }

    /// <summary>T1 to this act: alarm raised. T2 is the first <c>Acknowledge</c>, T3 the first <c>Decide</c>.</summary>
    public double? SecondsSinceAlarm { get; init; }

    /// <summary>Number of the node within the revision, or of a missed node (from 1001); null for an act on the case.</summary>
    public int? Node { get; init; }

    /// <summary><c>Agree</c>, <c>Reject</c> or <c>Reclassify</c>.</summary>
    public string? Verdict { get; init; }

    /// <summary>The corrected class, or that of a missed node.</summary>
    public NodeClass? Class { get; init; }

    /// <summary>Codes: why, or the ticked signs.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Neck level, such as <c>IIA</c>.</summary>
    public string? Level { get; init; }

    /// <summary><c>left</c>, <c>right</c> or <c>midline</c>: of a missed node.</summary>
    public string? Side { get; init; }

    public double? ShortAxisMm { get; init; }

    public double? LongAxisMm { get; init; }

    /// <summary><c>TransferNow</c>, <c>TransferScheduled</c> or <c>NoTransfer</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>The physician's own, 1 to 4.</summary>
    public int? Priority { get; init; }

    /// <summary>Where a later finding comes from, such as <c>PATHOLOGY</c>, and what it was.</summary>
    public string? Source { get; init; }

    public string? Finding { get; init; }

    public ReportedView? View { get; init; }
}

/// <summary>Who acted: a keyed pseudonym of 16 hexadecimal digits, role, experience band, and whether signed on or a shared station.</summary>
/// <param name="Key">The same person of one site always has the same one, and only the site can tell who.</param>
/// <param name="Role"><c>ward</c>, <c>physician</c> or <c>station</c>; <c>box</c> where nobody acted.</param>
/// <param name="Experience">Years, <c>0-4</c>, <c>5-9</c> or <c>10+</c>; null where not stated.</param>
/// <param name="Via"><c>person</c> or <c>station</c>; <c>box</c> where nobody acted.</param>
public sealed record ReportedReader(string Key, string Role, string? Experience, string Via);

/// <summary>How the reader looked before judging; null where it was not told.</summary>
public sealed record ReportedView(double? OpenSeconds, int? SlicesVisited, bool? MasksShown, bool? SawFindingsFirst);
