using System.Text.Json;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
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

    /// <summary>When retention removed the images of this revision; null: it did not.</summary>
    public DateTimeOffset? ImagesRemoved { get; init; }

    public StageProgress? Progress { get; init; }

    /// <summary>The alarm that stands for the case: the most urgent it ever had, which may be that of an earlier revision.</summary>
    public AlarmState? Alarm { get; init; }

    /// <summary>What the list is sorted by: the most urgent of priority, alarm that still stands, and the physician's own. Without any: last.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Urgency => Math.Min(Math.Min(Priority ?? int.MaxValue, OwnPriority ?? int.MaxValue), Alarm is { Closed: null } standing ? standing.Level : int.MaxValue);

    /// <summary>What the analysis alone gave; <see cref="Priority"/> is with what physicians said. Null unless the case is Analysed.</summary>
    public int? ProposedPriority { get; init; }

    /// <summary>What physicians said bears on the priority.</summary>
    public bool Reviewed { get; init; }

    /// <summary>The physician's own priority; null: none was given.</summary>
    public int? OwnPriority { get; init; }

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
    int Escalations,
    bool ByReview)
{
    internal static AlarmState Of(Alarm alarm) => new(
        alarm.Revision, alarm.Level, alarm.Phase, alarm.ReasonCodes, alarm.LastInstance, alarm.Raised, alarm.Acknowledged, alarm.AcknowledgedBy,
        alarm.Decided, alarm.DecidedBy, alarm.Decision, alarm.DecisionReasons, alarm.PhysicianPriority, alarm.Closed, alarm.Escalations, alarm.ByReview);
}

public sealed record NodeCounts(int Negative, int Positive, int Ene);

/// <summary>One case in full.</summary>
public sealed record CaseDetail(CaseRow Row, CaseResult? Result, IReadOnlyList<RevisionEntry> History, ReceiptState Receipt)
{
    /// <summary>What people did to the case, the oldest first.</summary>
    public IReadOnlyList<CaseAct> Acts { get; init; } = [];

    /// <summary>What counts now of it.</summary>
    public CaseFeedback Feedback { get; init; } = new();
}

/// <summary>A result that was computed for the case, with what computed and judged it; superseded unless it is that of the case's present revision.</summary>
public sealed record RevisionEntry(int Revision, CaseState State, DateTimeOffset Analysed)
{
    public bool Superseded { get; init; }

    public int? Priority { get; init; }

    public string? ModelVersion { get; init; }

    public string? RulesVersion { get; init; }
}

/// <summary><c>/api/acts</c>: who may act, and everything that can be said, as codes.</summary>
/// <param name="Readers">Stations.</param>
/// <param name="Reasons">Reasons of decisions.</param>
public sealed record ActChoices(IReadOnlyList<ReaderChoice> Readers, IReadOnlyDictionary<TransferDecision, IReadOnlyList<string>> Reasons)
{
    /// <summary>Who can sign on.</summary>
    public IReadOnlyList<PersonChoice> People { get; init; } = [];

    /// <summary>Kinds of acts that a station may do at this moment.</summary>
    public IReadOnlyList<string> StationActs { get; init; } = [];

    public IReadOnlyDictionary<NodeVerdict, IReadOnlyList<string>> VerdictReasons => FeedbackCodes.VerdictReasons;

    public IReadOnlyList<string> MissedReasons => FeedbackCodes.MissedReasons;

    public IReadOnlyList<string> WithdrawReasons => FeedbackCodes.WithdrawReasons;

    public SignChoices Signs => new(FeedbackCodes.RedFlags, FeedbackCodes.Risks);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes => FeedbackCodes.Outcomes;

    public IReadOnlyList<string> Levels => NeckLevels.Known;
}

/// <summary>Boxes to tick.</summary>
public sealed record SignChoices(IReadOnlyList<string> RedFlags, IReadOnlyList<string> Risks);

public sealed record PersonChoice(string Code, string Name, string Role);

/// <summary>One act of the record.</summary>
/// <param name="Content">As it was sent.</param>
/// <param name="Effect">What the box added; null where nothing.</param>
/// <param name="WithdrawnBy">The act that took it back.</param>
public sealed record CaseAct(Guid Act, string Kind, string Reader, string Via, DateTimeOffset At, JsonElement Content, JsonElement? Effect, Guid? WithdrawnBy)
{
    internal static CaseAct Of(LedgerEntry entry, IReadOnlyDictionary<Guid, Guid> withdrawn) => new(
        entry.Act, entry.Kind, entry.Reader, entry.Via, entry.Time, Json(entry.Content), entry.Effect is { } effect ? Json(effect) : null,
        withdrawn.TryGetValue(entry.Act, out var by) ? by : null);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

public sealed record ReaderChoice(string Code, string Name);

/// <summary>Whether the centre has receipted the case's newest report.</summary>
public sealed record ReceiptState(bool Sent, DateTimeOffset? Receipted);
