using System.Globalization;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms;

/// <summary>Where an alarm is in its life.</summary>
public enum AlarmPhase
{
    /// <summary>Nobody has seen it: it shows, sounds and escalates.</summary>
    Raised,

    /// <summary>Somebody has seen it. Says nothing about the finding.</summary>
    Acknowledged,

    /// <summary>A physician has decided on the transfer.</summary>
    Decided,

    /// <summary>Its time after the decision is over, or a worse alarm of a later revision took its place.</summary>
    Closed,
}

/// <summary>A row of <c>alarms</c>: the alarm of one revision of a case.</summary>
public sealed record Alarm
{
    public required Guid CaseId { get; init; }

    public required int Revision { get; init; }

    /// <summary>Priority it was raised at, 1 to 3.</summary>
    public required int Level { get; init; }

    /// <summary>Codes of the rules that fired when it was raised.</summary>
    public required IReadOnlyList<string> ReasonCodes { get; init; }

    /// <summary>T0: the last slice of the revision; null for alarms of the first schema and for those that a review raised.</summary>
    public DateTimeOffset? LastInstance { get; init; }

    /// <summary>T1.</summary>
    public required DateTimeOffset Raised { get; init; }

    /// <summary>T2.</summary>
    public DateTimeOffset? Acknowledged { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>T3.</summary>
    public DateTimeOffset? Decided { get; init; }

    public string? DecidedBy { get; init; }

    public TransferDecision? Decision { get; init; }

    public IReadOnlyList<string> DecisionReasons { get; init; } = [];

    /// <summary>The physician's own priority, beside the proposed one.</summary>
    public int? PhysicianPriority { get; init; }

    public DateTimeOffset? Closed { get; init; }

    /// <summary><c>DECIDED</c> or <c>SUPERSEDED</c>.</summary>
    public string? CloseReason { get; init; }

    /// <summary>Raised by what a physician said of the findings, not by an analysis.</summary>
    public bool ByReview { get; init; }

    /// <summary>How often it was passed on because nobody acknowledged it.</summary>
    public int Escalations { get; init; }

    public AlarmPhase Phase => Closed is not null ? AlarmPhase.Closed : Decided is not null ? AlarmPhase.Decided : Acknowledged is not null ? AlarmPhase.Acknowledged : AlarmPhase.Raised;

    /// <summary>Tells it from every other, whatever the clock says.</summary>
    public AlarmKey Key => new(CaseId, Revision, Level);

    /// <summary>Columns for <see cref="Read"/> of a row named <c>a</c>.</summary>
    internal const string Columns =
        "a.*, (SELECT count(*) FROM alarm_escalations e WHERE e.case_id = a.case_id AND e.revision = a.revision) AS escalations";

    internal static Alarm Read(SqliteDataReader row) => new()
    {
        CaseId = Guid.Parse(row.Text("case_id")!, CultureInfo.InvariantCulture),
        Revision = row.Int("revision"),
        Level = row.Int("level"),
        ReasonCodes = Words(row, "reasons"),
        LastInstance = row.Time("last_instance"),
        Raised = row.Time("raised")!.Value,
        Acknowledged = row.Time("acknowledged"),
        AcknowledgedBy = row.Text("acknowledged_by"),
        Decided = row.Time("decided"),
        DecidedBy = row.Text("decided_by"),
        Decision = row.Text("decision") is { } decision ? Enum.Parse<TransferDecision>(decision) : null,
        DecisionReasons = Words(row, "decision_reasons"),
        PhysicianPriority = (int?)(row["physician_priority"] as long?),
        Closed = row.Time("closed"),
        CloseReason = row.Text("close_reason"),
        ByReview = row.Int("by_review") != 0,
        Escalations = row.Int("escalations"),
    };

    private static string[] Words(SqliteDataReader row, string column) => row.Text(column)!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
