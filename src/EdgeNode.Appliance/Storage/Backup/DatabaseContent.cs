using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>Asks a database file how much it holds.</summary>
internal static class DatabaseContent
{
    // Of every schema. What the box writes by itself, such as its telemetry in the outbox, nobody would miss.
    private static readonly string[] Missed = ["cases", "acts", "case_acts", "people", "commitment_requests"];

    /// <summary>No schema was ever written: a file of no length, as a disk that was full or a file system that was repaired leaves it.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool IsEmpty(string file) => Ask(file, SqliteOpenMode.ReadWrite, connection => connection.Scalar("PRAGMA user_version") is 0L);

    /// <summary>It holds something that a person would miss: a case, an act, somebody who may sign on, a peer that waits for a report.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool IsUsed(string file) => Ask(file, SqliteOpenMode.ReadWrite, IsUsed);

    /// <summary>
    /// How much a copy holds, to be compared with that of another: whether a person would miss anything of it, and how far it goes, the sum of its
    /// counters of acts, messages and requests, which only ever grow. Tells an older copy from a newer one without a clock. Less than any other when
    /// the file cannot say.
    /// </summary>
    public static (bool IsUsed, long Reach) Extent(string file)
    {
        try
        {
            return Ask(file, SqliteOpenMode.ReadOnly, connection => (IsUsed(connection), connection.Scalar("SELECT sum(seq) FROM sqlite_sequence") as long? ?? 0));
        }
        catch (SqliteException)
        {
            return (false, -1);
        }
    }

    private static T Ask<T>(string file, SqliteOpenMode mode, Func<SqliteConnection, T> question)
    {
        using var connection = DatabaseCheck.Connect(file, mode);
        connection.Open();
        return question(connection);
    }

    private static bool IsUsed(SqliteConnection connection)
    {
        var tables = connection.Query("SELECT name FROM sqlite_schema WHERE type = 'table'", row => row.Text("name")!);
        return Missed.Intersect(tables).Any(table => connection.Scalar($"SELECT 1 FROM {table} LIMIT 1") is not null);
    }
}
