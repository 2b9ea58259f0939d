using System.Globalization;
using System.Text.Json;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>The record of acts: one row each, written in the transaction of what the act changes, never changed afterwards.</summary>
internal static class ActRecord
{
    public const string Acknowledge = "Acknowledge";
    public const string Decide = "Decide";
    public const string Pause = "Pause";

    public enum Outcome
    {
        New,

        /// <summary>The same act again: it was done, and nothing more is to do.</summary>
        Repeat,

        /// <summary>The id stands for another act.</summary>
        Conflict,
    }

    /// <summary>Whether an act is new. Its content decides whether it is the same.</summary>
    public static Outcome Look(SqliteConnection connection, Guid act, string kind, Guid? caseId, string content) =>
        connection.Query(
            "SELECT kind, case_id, content FROM case_acts WHERE act_id = $act",
            row => (Kind: row.Text("kind"), Case: row.Text("case_id"), Content: row.Text("content")),
            ("$act", act.ToString())) is [var known, ..]
                ? known == (kind, caseId?.ToString(), content) ? Outcome.Repeat : Outcome.Conflict
                : Outcome.New;

    public static void Add(SqliteConnection connection, Guid act, string kind, Guid? caseId, string reader, string content, DateTimeOffset at) =>
        connection.Execute(
            "INSERT INTO case_acts (act_id, kind, case_id, reader, content, at) VALUES ($act, $kind, $case, $reader, $content, $at)",
            ("$act", act.ToString()),
            ("$kind", kind),
            ("$case", caseId?.ToString()),
            ("$reader", reader),
            ("$content", content),
            ("$at", at.ToStored()));

    /// <summary>What people did to a case, the oldest first.</summary>
    public static IReadOnlyList<CaseAct> Of(SqliteConnection connection, Guid caseId) => connection.Query(
        "SELECT * FROM case_acts WHERE case_id = $case ORDER BY at, rowid",
        row => new CaseAct(
            Guid.Parse(row.Text("act_id")!, CultureInfo.InvariantCulture),
            row.Text("kind")!,
            row.Text("reader")!,
            row.Time("at")!.Value,
            JsonDocument.Parse(row.Text("content")!).RootElement),
        ("$case", caseId.ToString()));
}
