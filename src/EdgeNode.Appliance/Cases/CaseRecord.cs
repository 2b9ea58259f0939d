using System.Globalization;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Cases;

/// <summary>A row of <c>cases</c>: one study and where it is. Holds personal data; never logged.</summary>
public sealed record CaseRecord
{
    public required Guid Id { get; init; }

    public required string StudyUid { get; init; }

    public required CaseState State { get; init; }

    public CaseReason? Reason { get; init; }

    public required int Revision { get; init; }

    /// <summary>How often this revision was taken for analysis; a case that keeps bringing the box down is given up.</summary>
    public required int Attempts { get; init; }

    public required string PatientName { get; init; }

    public required string PatientId { get; init; }

    /// <summary>Study Date and Time as the scanner wrote them, local, ISO 8601 without zone; null where absent.</summary>
    public string? StudyTime { get; init; }

    public required DateTimeOffset LastInstance { get; init; }

    public DateTimeOffset? Complete { get; init; }

    public DateTimeOffset? Queued { get; init; }

    public DateTimeOffset? Started { get; init; }

    /// <summary>The case's times as they go into result.json.</summary>
    public CaseTiming Timing => new() { LastInstance = LastInstance, Complete = Complete, Queued = Queued, Started = Started };

    internal static CaseRecord Read(SqliteDataReader row) => new()
    {
        Id = Guid.Parse(row.Text("case_id")!, CultureInfo.InvariantCulture),
        StudyUid = row.Text("study_uid")!,
        State = Enum.Parse<CaseState>(row.Text("state")!),
        Reason = row.Text("reason_code") is { } code ? new(code, row.Text("reason_text") ?? "") : null,
        Revision = row.Int("revision"),
        Attempts = row.Int("attempts"),
        PatientName = row.Text("patient_name")!,
        PatientId = row.Text("patient_id")!,
        StudyTime = row.Text("study_time"),
        LastInstance = row.Time("last_instance")!.Value,
        Complete = row.Time("complete"),
        Queued = row.Time("queued"),
        Started = row.Time("started"),
    };
}
