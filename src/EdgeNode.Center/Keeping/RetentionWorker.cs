using System.Data.Common;
using EdgeNode.Center.Hosting;

namespace EdgeNode.Center.Keeping;

/// <summary>Runs retention at start and once a day.</summary>
internal sealed partial class RetentionWorker(Retention retention, ILogger<RetentionWorker> log, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            try
            {
                var (cases, telemetry, quarantined, blobs) = retention.Run();
                if (cases + telemetry + quarantined + blobs > 0)
                    Log.Removed(log, cases, telemetry, quarantined, blobs);
            }
            catch (Exception refused) when (refused is DbException or IOException)
            {
                Log.Refused(log, refused.Message);
            }
        }
        while (await timer.NextAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(6200, LogLevel.Information, "Removed as keep says: {Cases} cases, {Telemetry} telemetry, {Quarantined} quarantined messages, {Blobs} loose blobs")]
        public static partial void Removed(ILogger log, int cases, int telemetry, int quarantined, int blobs);

        [LoggerMessage(6201, LogLevel.Error, "Retention could not remove ({Why}): tried again tomorrow")]
        public static partial void Refused(ILogger log, string why);
    }
}
