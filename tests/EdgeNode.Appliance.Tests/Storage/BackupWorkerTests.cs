using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Storage;

public sealed class BackupWorkerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-db").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly TechnicalAlarms _alarms;
    private Database _database;

    public BackupWorkerTests() => (_alarms, _database) = (new(_time), Database.Open(_folder));

    private string Copies => Path.Combine(_folder, "backups");

    [Fact]
    public async Task One_copy_a_day()
    {
        var (worker, backups) = Worker();
        for (var hour = 0; hour < 49; hour++)
        {
            await worker.CopyIfDueAsync(default);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, backups.NewestFirst(_time.GetUtcNow()).Count);
        Assert.Empty(_alarms.Standing);
    }

    [Fact]
    public async Task A_copy_from_the_future_does_not_end_the_copies_nor_have_one_made_every_hour()
    {
        var (worker, backups) = Worker();
        backups.Make(_database, _time.GetUtcNow() + TimeSpan.FromDays(3650));
        var begin = _time.GetUtcNow();
        for (var hour = 0; hour < 3; hour++)
        {
            await worker.CopyIfDueAsync(default);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([begin, begin + TimeSpan.FromDays(3650)], backups.NewestFirst(_time.GetUtcNow()).Select(copy => copy.Made));
    }

    [Fact]
    public async Task A_copy_that_fails_is_an_alarm_until_one_succeeds()
    {
        File.WriteAllText(Copies, "a file where the folder should be");
        var (worker, _) = Worker();
        await worker.CopyIfDueAsync(default);
        Assert.Equal([BackupWorker.Failed], _alarms.Standing.Select(alarm => alarm.Code));
        Assert.Contains("ReadWritePaths=", _alarms.Standing[0].Text, StringComparison.Ordinal);

        File.Delete(Copies);
        await worker.CopyIfDueAsync(default);
        Assert.Empty(_alarms.Standing);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_read_is_an_alarm_until_it_can_and_is_not_removed()
    {
        var copy = Path.Combine(Directory.CreateDirectory(Copies).FullName, "edgenode-20260101T080000Z.db");
        File.CreateSymbolicLink(copy, "/nowhere/at/all");
        var (worker, _) = Worker();
        for (var day = 0; day < 9; day++)
        {
            await worker.CopyIfDueAsync(default);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([BackupWorker.Unreadable], _alarms.Standing.Select(alarm => alarm.Code));
        Assert.NotNull(new FileInfo(copy).LinkTarget);

        File.Delete(copy);
        await worker.CopyIfDueAsync(default);
        Assert.Empty(_alarms.Standing);
    }

    [Fact]
    public async Task A_copy_that_fails_leaves_nothing_and_what_a_killed_one_left_goes()
    {
        var (worker, backups) = Worker();
        var left = Directory.CreateDirectory(Copies).FullName + "/edgenode-20261101T080000Z.db.part";
        foreach (var file in (string[])[left, left + "-journal"])
        {
            await File.WriteAllTextAsync(file, "half a copy");
            File.SetLastWriteTimeUtc(file, _time.GetUtcNow().AddDays(-25).UtcDateTime);
        }

        // Pages that hold rows are spoiled under the open database, as a dying disk does it: the copy breaks off half-way.
        await _database.WriteAsync(connection => connection.Execute(
            "INSERT INTO meta SELECT 'row' || value, hex(randomblob(400)) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 500) SELECT value FROM n)"));
        _database.Read(connection => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        using (var file = File.OpenHandle(Path.Combine(_folder, Database.FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var length = RandomAccess.GetLength(file);
            RandomAccess.Write(file, new byte[length / 2], length / 2);
        }

        Assert.Throws<SqliteException>(() => backups.Make(_database, _time.GetUtcNow()));
        Assert.Empty(Directory.GetFiles(Copies));
        await worker.CopyIfDueAsync(default);
        Assert.Equal([BackupWorker.Damaged], _alarms.Standing.Select(alarm => alarm.Code));
    }

    [Fact]
    public async Task An_index_that_lacks_rows_is_made_anew_before_the_copy()
    {
        const string Lookup = "SELECT count(*) FROM cases WHERE state = 'Receiving'";
        await _database.DisposeAsync();
        HiddenRow.Write(Path.Combine(_folder, Database.FileName));
        _database = Database.Open(_folder);
        Assert.Equal(0L, _database.Read(connection => connection.Scalar(Lookup)));

        var (worker, backups) = Worker();
        await worker.CopyIfDueAsync(default);
        Assert.Equal(1L, _database.Read(connection => connection.Scalar(Lookup)));
        Assert.Single(backups.NewestFirst(_time.GetUtcNow()));
        Assert.Empty(_alarms.Standing);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private (BackupWorker Worker, Backups Backups) Worker()
    {
        var backups = new Backups(Copies, kept: 7);
        return (new(backups, _database, _alarms, new(_time), _time, NullLogger<BackupWorker>.Instance), backups);
    }
}
