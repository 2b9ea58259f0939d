using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>The record of acts: one row each, written in the transaction of what the act changes, chained by <see cref="LedgerHash"/>.</summary>
internal static class ActLedger
{
    public enum Outcome
    {
        New,

        /// <summary>The same act again: it was done, and nothing more is to do.</summary>
        Repeat,

        /// <summary>The id stands for another act.</summary>
        Conflict,
    }

    /// <summary>Whether an act is new. Who, what, on which case and its content decide whether it is the same.</summary>
    public static Outcome Look(SqliteConnection connection, ActDraft draft, string reader) =>
        connection.Query("SELECT * FROM acts WHERE act_id = $act", LedgerEntry.Read, ("$act", draft.Act.ToString())) is [var known]
            ? (known.Kind, known.CaseId, known.Content, known.Reader) == (draft.Kind, draft.CaseId, draft.Content, reader) ? Outcome.Repeat : Outcome.Conflict
            : Outcome.New;

    /// <summary>Adds a row inside the caller's transaction.</summary>
    public static LedgerEntry Add(SqliteConnection connection, ActDraft draft, string reader, string via, string? effect, DateTimeOffset at)
    {
        var entry = new LedgerEntry(Highest(connection) + 1, draft.Act, draft.Kind, draft.CaseId, reader, via, draft.Content, effect, at.ToStored(), null);
        var hash = LedgerHash.Of(Head(connection), entry);
        connection.Execute(
            """
            INSERT INTO acts (seq, act_id, kind, case_id, reader, via, content, effect, at, hash)
            VALUES ($seq, $act, $kind, $case, $reader, $via, $content, $effect, $at, $hash)
            """,
            ("$seq", entry.Sequence),
            ("$act", entry.Act.ToString()),
            ("$kind", entry.Kind),
            ("$case", entry.CaseId?.ToString()),
            ("$reader", entry.Reader),
            ("$via", entry.Via),
            ("$content", entry.Content),
            ("$effect", entry.Effect),
            ("$at", entry.At),
            ("$hash", hash));
        return entry with { Hash = hash };
    }

    /// <summary>What people did to a case, the oldest first.</summary>
    public static IReadOnlyList<LedgerEntry> Of(SqliteConnection connection, Guid caseId) =>
        connection.Query("SELECT * FROM acts WHERE case_id = $case ORDER BY seq", LedgerEntry.Read, ("$case", caseId.ToString()));

    public static IReadOnlyList<LedgerEntry> All(SqliteConnection connection) => connection.Query("SELECT * FROM acts ORDER BY seq", LedgerEntry.Read);

    /// <summary>The highest number ever given; SQLite keeps it even when the newest rows are gone.</summary>
    public static long Highest(SqliteConnection connection) => (long)(connection.Scalar("SELECT seq FROM sqlite_sequence WHERE name = 'acts'") ?? 0L);

    /// <summary>How many rows were taken over from before the chain.</summary>
    public static long BeforeChain(SqliteConnection connection) =>
        (long)connection.Scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'acts_before_chain'")!;

    /// <summary>The hash that the next row is chained to.</summary>
    private static string Head(SqliteConnection connection) =>
        connection.Query("SELECT hash FROM acts ORDER BY seq DESC LIMIT 1", row => row.Text("hash")) switch
        {
            [] => LedgerHash.Begin,
            [{ } hash] => hash,
            _ => All(connection).Aggregate(LedgerHash.Begin, LedgerHash.Of),
        };
}
