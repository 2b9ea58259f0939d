using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>Fills the reserve of empty segments while nobody is sending.</summary>
internal sealed partial class SegmentReserve(SegmentPool pool, ReceptionActivity activity, DiskReserve disk, StageBeats beats, TimeProvider time, ILogger<SegmentReserve> log) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private readonly StageBeat _beat = beats.Add("spool reserve", TimeSpan.FromMinutes(5));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Quiet, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _beat.Beat();
            try
            {
                while (pool.WantsMore && !disk.IsInUse && activity.IsQuiet(Quiet) && await MakeAsync(stoppingToken)) { }
            }
            catch (IOException full)
            {
                Log.NoReserve(log, full.Message);
            }
        }
    }

    /// <summary>False when an association began to send meanwhile; what was made so far is of use all the same.</summary>
    private async Task<bool> MakeAsync(CancellationToken cancel)
    {
        var segment = pool.Create();
        await Task.Yield();
        while (segment.FillNext())
        {
            _beat.Beat();
            if (!activity.IsQuiet(Quiet) || cancel.IsCancellationRequested) break;
        }

        if (!pool.Add(segment)) segment.Seal();
        return activity.IsQuiet(Quiet);
    }

    private static partial class Log
    {
        [LoggerMessage(1005, LogLevel.Warning, "The disk has no room for the reserve of the spool: {Why}")]
        public static partial void NoReserve(ILogger log, string why);
    }
}
