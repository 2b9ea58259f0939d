using System.Globalization;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>One row of the record: who did what, when. Never changed, never deleted.</summary>
/// <param name="Sequence">1, 2, 3 … without a gap.</param>
/// <param name="Act">The client's id of the act.</param>
/// <param name="Kind">One of <see cref="ActKinds"/>.</param>
/// <param name="CaseId">Null for acts on no case.</param>
/// <param name="Reader">Code of a person, or of a station.</param>
/// <param name="Via"><c>person</c>, <c>station</c> or <c>console</c>.</param>
/// <param name="Content">The act as it was sent, JSON.</param>
/// <param name="Effect">What the box added, JSON; null where nothing.</param>
/// <param name="At">When, as stored: sortable UTC text.</param>
/// <param name="Hash">SHA-256 in hexadecimal; null for acts from before the chain.</param>
internal sealed record LedgerEntry(
    long Sequence, Guid Act, string Kind, Guid? CaseId, string Reader, string Via, string Content, string? Effect, string At, string? Hash)
{
    public DateTimeOffset Time => DateTimeOffset.Parse(At, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    internal static LedgerEntry Read(SqliteDataReader row) => new(
        (long)row["seq"],
        Guid.Parse(row.Text("act_id")!),
        row.Text("kind")!,
        row.Text("case_id") is { } id ? Guid.Parse(id) : null,
        row.Text("reader")!,
        row.Text("via")!,
        row.Text("content")!,
        row.Text("effect"),
        row.Text("at")!,
        row.Text("hash"));
}

/// <summary>What can stand in the record.</summary>
internal static class ActKinds
{
    public const string Acknowledge = "Acknowledge";
    public const string Decide = "Decide";
    public const string Pause = "Pause";
    public const string Verdict = "Verdict";
    public const string Calliper = "Calliper";
    public const string MissedNode = "MissedNode";
    public const string Signs = "Signs";
    public const string OwnPriority = "OwnPriority";
    public const string Outcome = "Outcome";
    public const string Withdraw = "Withdraw";
    public const string PersonAdded = "PersonAdded";
    public const string PersonRemoved = "PersonRemoved";
    public const string PinSet = "PinSet";
    public const string BadgeSet = "BadgeSet";
    public const string BadgeRemoved = "BadgeRemoved";
    public const string SignedOn = "SignedOn";
    public const string SignOnRefused = "SignOnRefused";
}

/// <summary>How an act came.</summary>
internal static class ActVia
{
    public const string Person = "person";
    public const string Station = "station";
    public const string Console = "console";
}
