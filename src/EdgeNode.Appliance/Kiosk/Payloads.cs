using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>All cases as the kiosk lists them: most urgent first, then the cases without a priority, each by age.</summary>
/// <param name="Sequence">Number of the last change that is contained.</param>
public sealed record Worklist(long Sequence, IReadOnlyList<CaseRow> Cases);

/// <summary>One case on the worklist. Priority is null unless the case is Analysed.</summary>
public sealed record CaseRow
{
    public required Guid Id { get; init; }

    public required int Revision { get; init; }

    public required CaseState State { get; init; }

    public CaseReason? Reason { get; init; }

    public int? Priority { get; init; }

    public IReadOnlyList<string> ReasonCodes { get; init; } = [];

    public required string PatientName { get; init; }

    public required string PatientId { get; init; }

    /// <summary>Local time of the study as the scanner wrote it.</summary>
    public string? StudyTime { get; init; }

    public required DateTimeOffset LastInstance { get; init; }

    public required int Instances { get; init; }

    public StageProgress? Progress { get; init; }

    public AlarmState? Alarm { get; init; }

    public NodeCounts? Nodes { get; init; }

    public string? ModelVersion { get; init; }
}

public sealed record AlarmState(DateTimeOffset Raised, DateTimeOffset? Acknowledged);

public sealed record NodeCounts(int Negative, int Positive, int Ene);

/// <summary>One case in full.</summary>
public sealed record CaseDetail(CaseRow Row, CaseResult? Result, IReadOnlyList<RevisionEntry> History, ReceiptState Receipt);

/// <summary>A result that was computed for the case; all but the newest are superseded.</summary>
public sealed record RevisionEntry(int Revision, CaseState State, DateTimeOffset Analysed);

/// <summary>Whether the centre has receipted the case's newest report.</summary>
public sealed record ReceiptState(bool Sent, DateTimeOffset? Receipted);
