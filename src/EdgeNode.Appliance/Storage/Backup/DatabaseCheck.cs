using EdgeNode.Appliance.Hosting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>Asks SQLite whether a file is whole.</summary>
internal static class DatabaseCheck
{
    public const int Corrupt = 11;
    private const int NotADatabase = 26;

    // Steps of SQLite's virtual machine, or pages, after which a check says that it goes on.
    private const int Steps = 10_000;

    /// <summary>The file itself is bad; anything else that goes wrong is the disk's or somebody else's doing.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>What is wrong with the pages of a database and the size of its indexes (<c>quick_check</c>); null when nothing is.</summary>
    /// <param name="file">The database.</param>
    /// <param name="progress">Told while SQLite looks; null where nobody waits.</param>
    public static string? Quick(string file, StartProgress? progress = null) => Ask(file, SqliteOpenMode.ReadWrite, Quick, progress);

    /// <summary>The same over a connection that is open.</summary>
    public static string? Quick(SqliteConnection connection) => Ask(connection, "PRAGMA quick_check(1)");

    /// <summary>The same with every index against its table (<c>integrity_check</c>): slower. A file that nobody writes.</summary>
    public static string? Thorough(string file, StartProgress? progress = null) => Ask(file, SqliteOpenMode.ReadOnly, Thorough, progress);

    /// <summary>The same for a database that is in use: it looks at one state of it and holds nobody up.</summary>
    public static string? Thorough(SqliteConnection connection) => Ask(connection, "PRAGMA integrity_check(1)");

    /// <summary>The tables hold everything and an index does not: nothing is lost when it is made anew. Damaged pages are told before that.</summary>
    public static bool IsOfIndex(string problem) => problem.Contains(" index ", StringComparison.Ordinal);

    /// <summary>Makes every index anew; what then is still wrong, null when nothing is. For a file that nobody uses.</summary>
    public static string? Reindex(string file, StartProgress? progress = null) => Ask(
        file,
        SqliteOpenMode.ReadWrite,
        connection =>
        {
            connection.Execute("REINDEX");
            return Quick(connection);
        },
        progress);

    /// <summary>A connection of its own to a file, which ends with it.</summary>
    internal static SqliteConnection Connect(string file, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());

    private static string? Ask(string file, SqliteOpenMode mode, Func<SqliteConnection, string?> check, StartProgress? progress)
    {
        using var connection = Connect(file, mode);
        try
        {
            connection.Open();
            progress?.Step();
            if (progress is not null) raw.sqlite3_progress_handler(connection.Handle, Steps, GoesOn, progress);
            return check(connection);
        }
        catch (SqliteException failure) when (IsDamage(failure))
        {
            return failure.Message;
        }
    }

    private static int GoesOn(object progress)
    {
        ((StartProgress)progress).Step();
        return 0;
    }

    private static string? Ask(SqliteConnection connection, string question)
    {
        try
        {
            return connection.Scalar(question) is string problem && problem != "ok" ? $"SQLite finds damage: {problem}" : null;
        }
        catch (SqliteException failure) when (IsDamage(failure))
        {
            return failure.Message;
        }
    }
}
