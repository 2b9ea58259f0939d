using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Storage;

public sealed class BackupWorkerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-db").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly TechnicalAlarms _alarms;
    private readonly Database _database;

    public BackupWorkerTests() => (_alarms, _database) = (new(_time), Database.Open(_folder));

    private string Copies => Path.Combine(_folder, "backups");

    [Fact]
    public void One_copy_a_day()
    {
        var (worker, backups) = Worker();
        for (var hour = 0; hour < 49; hour++)
        {
            worker.CopyIfDue();
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, backups.NewestFirst().Count);
        Assert.Empty(_alarms.Standing);
    }

    [Fact]
    public void A_copy_from_the_future_does_not_end_the_copies()
    {
        var (worker, backups) = Worker();
        backups.Make(_database, _time.GetUtcNow() + TimeSpan.FromDays(3650));
        worker.CopyIfDue();
        Assert.Contains(backups.NewestFirst(), copy => copy.Made == _time.GetUtcNow());
    }

    [Fact]
    public void A_copy_that_fails_is_an_alarm_until_one_succeeds()
    {
        File.WriteAllText(Copies, "a file where the folder should be");
        var (worker, _) = Worker();
        worker.CopyIfDue();
        Assert.Equal([BackupWorker.Failed], _alarms.Standing.Select(alarm => alarm.Code));

        File.Delete(Copies);
        worker.CopyIfDue();
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
        return (new(backups, _database, _alarms, _time, NullLogger<BackupWorker>.Instance), backups);
    }
}
