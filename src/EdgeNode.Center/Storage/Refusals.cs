using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeNode.Center.Storage;

/// <summary>Whose fault it is that a batch was not stored.</summary>
internal static class Refusals
{
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;

    /// <summary>
    /// A message of the batch can never be stored, however often it comes. False for the disk, the server and the line to it: there the whole
    /// batch waits.
    /// </summary>
    public static bool IsOfAMessage(Exception refused) => refused switch
    {
        // PostgreSQL, appendix A: data exception, integrity constraint violation, program limit exceeded.
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] } => true,
        SqliteException { SqliteErrorCode: SqliteTooBig or SqliteConstraint or SqliteMismatch } => true,
        ExternalException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException or OutOfMemoryException => false,
        _ => true,
    };

    /// <summary>For the log: the kind of error without its text, which may quote the message.</summary>
    public static string Kind(Exception refused) => refused switch
    {
        PostgresException server => $"SQLSTATE {server.SqlState}",
        SqliteException file => $"SQLite {file.SqliteExtendedErrorCode}",
        _ => refused.GetType().Name,
    };
}
