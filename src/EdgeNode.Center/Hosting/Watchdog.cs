using EdgeNode.Center.Collecting;
using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeNode.Center.Hosting;

/// <summary>
/// Tells systemd that the centre is alive (WATCHDOG=1) only while its collector moves. One that hangs ends this, and systemd starts the service
/// anew: nothing is lost, since what was not committed was not receipted.
/// </summary>
internal sealed partial class Watchdog(CollectorPulse pulse, WatchdogInterval interval, TimeProvider time, ILogger<Watchdog> log, ISystemdNotifier? systemd = null) : BackgroundService
{
    private bool _told;

    /// <summary>How often it has looked.</summary>
    internal int Looks { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval.Look, time);
        do
        {
            var alive = pulse.IsAlive;
            if (alive)
                systemd?.Notify(new ServiceState("WATCHDOG=1"));
            else if (!_told)
                Log.Stuck(log);
            _told = !alive;
            Looks++;
        }
        while (await timer.NextAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(6300, LogLevel.Critical, "The collector does not move any more; systemd will restart the service")]
        public static partial void Stuck(ILogger log);
    }
}

/// <summary>How often the watchdog looks: a third of systemd's limit, ten seconds without one.</summary>
/// <param name="Look">Pause between looks.</param>
internal sealed record WatchdogInterval(TimeSpan Look)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>From WATCHDOG_USEC (sd_watchdog_enabled(3)).</summary>
    public static WatchdogInterval FromEnvironment() =>
        new(long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out var limit) && limit > 0 ? TimeSpan.FromMicroseconds(limit / 3) : Usual);
}
