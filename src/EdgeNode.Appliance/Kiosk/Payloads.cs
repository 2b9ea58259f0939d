using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>All cases as the kiosk lists them: most urgent first, then the cases without a priority, each by age.</summary>
/// <param name="Sequence">Number of the last change that is contained.</param>
public sealed record Worklist(long Sequence, IReadOnlyList<CaseRow> Cases)
{
    /// <summary>How fast alarms were raised, acknowledged and decided in the last 30 days.</summary>
    public IReadOnlyList<AlarmInterval> Intervals { get; init; } = [];
}

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

    /// <summary>The alarm that stands for the case: the most urgent it ever had, which may be that of an earlier revision.</summary>
    public AlarmState? Alarm { get; init; }

    /// <summary>What the list is sorted by: the priority, or that of an alarm that still stands, if it is more urgent. Without either: last.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Urgency => Math.Min(Priority ?? int.MaxValue, Alarm is { Closed: null } standing ? standing.Level : int.MaxValue);

    public NodeCounts? Nodes { get; init; }

    public string? ModelVersion { get; init; }
}

/// <summary>An alarm with its event times: T0 last slice, T1 raised, T2 acknowledged, T3 decided.</summary>
public sealed record AlarmState(
    int Revision,
    int Level,
    AlarmPhase Phase,
    IReadOnlyList<string> ReasonCodes,
    DateTimeOffset? LastSlice,
    DateTimeOffset Raised,
    DateTimeOffset? Acknowledged,
    string? AcknowledgedBy,
    DateTimeOffset? Decided,
    string? DecidedBy,
    TransferDecision? Decision,
    IReadOnlyList<string> DecisionReasons,
    int? PhysicianPriority,
    DateTimeOffset? Closed,
    int Escalations)
{
    internal static AlarmState Of(Alarm alarm) => new(
        alarm.Revision, alarm.Level, alarm.Phase, alarm.ReasonCodes, alarm.LastInstance, alarm.Raised, alarm.Acknowledged, alarm.AcknowledgedBy,
        alarm.Decided, alarm.DecidedBy, alarm.Decision, alarm.DecisionReasons, alarm.PhysicianPriority, alarm.Closed, alarm.Escalations);
}

public sealed record NodeCounts(int Negative, int Positive, int Ene);

/// <summary>One case in full.</summary>
public sealed record CaseDetail(CaseRow Row, CaseResult? Result, IReadOnlyList<RevisionEntry> History, ReceiptState Receipt)
{
    /// <summary>What people did to the case, the oldest first.</summary>
    public IReadOnlyList<CaseAct> Acts { get; init; } = [];
}

/// <summary>A result that was computed for the case, with what computed and judged it; superseded unless it is that of the case's present revision.</summary>
public sealed record RevisionEntry(int Revision, CaseState State, DateTimeOffset Analysed)
{
    public bool Superseded { get; init; }

    public int? Priority { get; init; }

    public string? ModelVersion { get; init; }

    public string? RulesVersion { get; init; }
}

/// <summary><c>/api/acts</c>: who may act, and the reason codes of each decision.</summary>
public sealed record ActChoices(IReadOnlyList<ReaderChoice> Readers, IReadOnlyDictionary<TransferDecision, IReadOnlyList<string>> Reasons);

public sealed record ReaderChoice(string Code, string Name);

/// <summary>Whether the centre has receipted the case's newest report.</summary>
public sealed record ReceiptState(bool Sent, DateTimeOffset? Receipted);
