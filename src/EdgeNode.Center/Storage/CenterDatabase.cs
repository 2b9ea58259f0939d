using Microsoft.Data.Sqlite;

namespace EdgeNode.Center.Storage;

/// <summary>The one place that opens the centre's database: SQLite in WAL mode with synchronous=FULL, because a receipt makes a box forget.</summary>
public sealed class CenterDatabase : IDisposable
{
    private readonly string _connectionString;

    private CenterDatabase(string connectionString)
    {
        _connectionString = connectionString;
        Writer = new SqliteConnection(connectionString);
    }

    /// <summary>For the collector alone: one writer.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>Opens <c>centre.db</c> in a folder, makes both if they are missing, and brings the schema forward.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="SqliteException">The file is not ours or the disk refuses.</exception>
    public static CenterDatabase Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "centre.db"), DefaultTimeout = 10 };
        var database = new CenterDatabase(file.ToString());
        try
        {
            database.Writer.Open();
            database.Writer.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
            database.BringForward();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query on a connection of its own; sees the last commit.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return query(connection);
    }

    public void Dispose()
    {
        Writer.Dispose();
        using var pool = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private void BringForward()
    {
        if ((long)Writer.Rows("PRAGMA user_version", row => row[0]).Single() > 0)
            return;
        using var script = new StreamReader(typeof(CenterDatabase).Assembly.GetManifestResourceStream("EdgeNode.Center.Storage.0001-first.sql")!);
        using var transaction = Writer.BeginTransaction();
        Writer.Run(script.ReadToEnd());
        Writer.Run("PRAGMA user_version = 1");
        transaction.Commit();
    }
}
