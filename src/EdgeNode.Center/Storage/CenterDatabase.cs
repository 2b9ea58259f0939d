using System.Data.Common;
using EdgeNode.Center.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeNode.Center.Storage;

/// <summary>
/// The one place that opens the centre's database: SQLite in WAL mode with synchronous=FULL, because a receipt makes a box forget; or
/// PostgreSQL with synchronous_commit, where several collectors share one store. All other code speaks SQL that both understand.
/// </summary>
public sealed class CenterDatabase : IDisposable
{
    private readonly Func<DbConnection> _open;
    private DbConnection? _writer;

    private CenterDatabase(Func<DbConnection> open, bool isPostgres)
    {
        (_open, IsPostgres) = (open, isPostgres);
    }

    internal bool IsPostgres { get; }

    /// <summary>For the collector alone: one writer of this process. Opened when it is needed.</summary>
    /// <exception cref="DbException">The server does not let us in.</exception>
    internal DbConnection Writer => _writer ??= _open();

    /// <summary>Opens <c>centre.db</c> in a folder, makes both if they are missing, and brings the schema forward.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="DbException">The file is not ours or the disk refuses.</exception>
    public static CenterDatabase Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "centre.db"), DefaultTimeout = 10 }.ToString();
        return Ready(new(() => Opened(new SqliteConnection(file)), isPostgres: false));
    }

    /// <summary>Opens a PostgreSQL database that exists, and brings its schema forward.</summary>
    /// <param name="connection">A connection string of Npgsql.</param>
    /// <exception cref="DbException">The server does not let us in.</exception>
    public static CenterDatabase OpenPostgres(string connection)
    {
        // The same dozen statements over and over: the server plans them once. Behind a pooler that forbids it, the string says "Max Auto Prepare=0".
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            settings.MaxAutoPrepare = 32;
        return Ready(new(() => Opened(new NpgsqlConnection(settings.ConnectionString)), isPostgres: true));
    }

    /// <summary>The database that the options name.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="DbException">It cannot be opened.</exception>
    internal static CenterDatabase Of(CenterOptions options) => options.Postgres is { } postgres ? OpenPostgres(postgres) : Open(options.StoragePath);

    /// <summary>Runs a query on a connection of its own; sees the last commit.</summary>
    public T Read<T>(Func<DbConnection, T> query)
    {
        using var connection = _open();
        return query(connection);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        if (_writer is SqliteConnection file)
            SqliteConnection.ClearPool(file);
        else if (_writer is NpgsqlConnection server)
            NpgsqlConnection.ClearPool(server);
    }

    /// <summary>After a failure: a server that was restarted has closed the connection.</summary>
    internal void RenewWriter()
    {
        if (!IsPostgres)
            return;
        _writer?.Dispose();
        _writer = null;
    }

    private static CenterDatabase Ready(CenterDatabase database)
    {
        try
        {
            if (!database.IsPostgres)
                database.Writer.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
            Migrations.Apply(database.Writer, database.IsPostgres);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static DbConnection Opened(DbConnection connection)
    {
        try
        {
            connection.Open();

            // A receipt makes a box forget, so a commit must be on the server's disk. A server told to wait for more than that keeps its word.
            if (connection is NpgsqlConnection)
                connection.Run("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
