using EdgeNode.Appliance.Storage;
using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeNode.Appliance.Health;

/// <summary>
/// Tells systemd that the box is alive (WATCHDOG=1) only while every stage beats and the database still commits. A stage that hangs, inference
/// on a dead GPU among them, ends this service's sign of life, and systemd restarts it; the case is then retried a few times and given up.
/// </summary>
public sealed partial class Watchdog(StageBeats beats, Database database, TimeProvider time, ILogger<Watchdog> log, WatchdogInterval interval, ISystemdNotifier? systemd = null) : BackgroundService
{
    private const string Alive = "WATCHDOG=1";
    private static readonly TimeSpan CommitLimit = TimeSpan.FromSeconds(30);
    private readonly StageBeat _database = beats.Add("database", CommitLimit);

    /// <summary>Stages that do not move; empty when all is well.</summary>
    public IReadOnlyList<string> Stuck { get; private set; } = [];

    /// <summary>The empty transaction that is under way, or was last.</summary>
    internal Task Committing { get; private set; } = Task.CompletedTask;

    /// <summary>How often it has looked.</summary>
    internal int Looks { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval.Look, time);
        do
        {
            if (Committing.IsCompleted)
            {
                _database.Beat();
                Committing = CommitAsync();
            }

            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        var stuck = beats.Stuck();
        foreach (var stage in stuck.Except(Stuck))
        {
            Log.Stuck(log, stage);
        }

        Stuck = stuck;
        if (stuck.Count == 0)
        {
            systemd?.Notify(new ServiceState(Alive));
        }

        Looks++;
    }

    /// <summary>An empty transaction: it costs no write, and ends only if the one writer of the database still works.</summary>
    private async Task CommitAsync()
    {
        try
        {
            await database.WriteAsync(_ => true);
        }
        catch (Exception refused) when (refused is Microsoft.Data.Sqlite.SqliteException or System.Threading.Channels.ChannelClosedException)
        {
            // A disk that refuses is a state with words of its own, not a standstill; a closed database belongs to a service that ends.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Critical, "Stage {Stage} does not move any more; systemd will restart the service")]
        public static partial void Stuck(ILogger log, string stage);
    }
}

/// <summary>How often the watchdog looks: a third of systemd's limit, ten seconds without one.</summary>
/// <param name="Look">Pause between looks.</param>
public sealed record WatchdogInterval(TimeSpan Look)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>From WATCHDOG_USEC (sd_watchdog_enabled(3)).</summary>
    public static WatchdogInterval FromEnvironment() =>
        new(long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out var limit) && limit > 0 ? TimeSpan.FromMicroseconds(limit / 3) : Usual);
}
