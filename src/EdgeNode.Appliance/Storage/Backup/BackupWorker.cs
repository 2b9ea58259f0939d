using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>Copies the database at start and once a day. A copy that fails is tried again every hour and stands as a technical alarm.</summary>
public sealed partial class BackupWorker(Backups backups, Database database, TechnicalAlarms alarms, StageBeats beats, TimeProvider time, ILogger<BackupWorker> log) : BackgroundService
{
    public const string Failed = "BACKUP_FAILED";
    public const string Unreadable = "BACKUP_UNREADABLE";
    public const string Damaged = "DATABASE_DAMAGED";
    public const string Restored = "DATABASE_RESTORED";
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);
    private readonly StageBeat _beat = beats.Add("backup", TimeSpan.FromMinutes(30));

    /// <summary>Copies if the newest copy is a day old. One from a time that has not come yet does not count: a clock that was ahead must not end the copies.</summary>
    public async Task CopyIfDueAsync(CancellationToken cancel)
    {
        try
        {
            alarms.Set(Restored, database.Read(Restoration.Of)?.Words);
            var now = time.GetUtcNow();
            alarms.Set(Unreadable, backups.Unreadable(now) is var some and > 0
                ? $"{some} of the copies of the database cannot be read, and could not be put back: make them the service's own (chown edgenode: in the folder of storage.backups.path), then restart the service. Until then they are kept."
                : null);
            if (backups.Newest(now) is { } newest && now - newest < Age) return;
            await MendIndexesAsync(cancel);
            backups.Make(database, now);
            alarms.Clear(Failed);
            alarms.Clear(Damaged);
        }
        catch (SqliteException damaged) when (DatabaseCheck.IsDamage(damaged))
        {
            Log.NoCopy(log, damaged.Message);
            alarms.Raise(Damaged, "The database has damaged pages: restart the service (systemctl restart edgenode), which puts it back from the last copy.");
        }
        catch (Exception refused) when (refused is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.NoCopy(log, refused.Message);
            alarms.Raise(Failed, "The database could not be copied: look at the free space and at storage.backups.path; a folder outside /var/lib/edgenode needs ReadWritePaths= in a drop-in of edgenode.service. Without a copy a damaged disk takes decisions with it.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            _beat.Beat();
            await CopyIfDueAsync(stoppingToken);
            _beat.DueIn(Look);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>
    /// A damaged index hides rows, and no copy shows it: a copy's indexes are made anew. The table still holds everything, so the index is made anew
    /// here too.
    /// </summary>
    private async Task MendIndexesAsync(CancellationToken cancel)
    {
        var problem = database.Read(DatabaseCheck.Thorough);
        if (problem is not null && DatabaseCheck.IsOfIndex(problem))
        {
            await database.WriteAsync(connection => connection.Execute("REINDEX"), cancel);
            Log.Mended(log, problem);
            problem = database.Read(DatabaseCheck.Thorough);
        }

        if (problem is not null) throw new SqliteException(problem, DatabaseCheck.Corrupt);
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "The database could not be copied: {Why}")]
        public static partial void NoCopy(ILogger log, string why);

        [LoggerMessage(1402, LogLevel.Error, "An index of the database was damaged ({Problem}) and was made anew; no row is lost. Look at the disk (smartctl -a)")]
        public static partial void Mended(ILogger log, string problem);
    }
}
