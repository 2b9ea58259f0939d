using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>Asks SQLite whether a file is whole.</summary>
internal static class DatabaseCheck
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>The file itself is bad; anything else that goes wrong is the disk's or somebody else's doing.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>What is wrong with the pages of a database (<c>quick_check</c>); null when nothing is.</summary>
    public static string? Quick(string file) => Ask(file, "PRAGMA quick_check(1)", SqliteOpenMode.ReadWrite);

    /// <summary>The same with every index against its table (<c>integrity_check</c>), for a file that nobody writes.</summary>
    public static string? Thorough(string file) => Ask(file, "PRAGMA integrity_check(1)", SqliteOpenMode.ReadOnly);

    private static string? Ask(string file, string question, SqliteOpenMode mode)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection.Scalar(question) is "ok" ? null : "SQLite finds damaged pages";
        }
        catch (SqliteException failure) when (IsDamage(failure))
        {
            return failure.Message;
        }
    }
}
