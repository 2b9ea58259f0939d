using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake;

/// <summary>Looks at the age of what lies in quarantine, at start and once an hour.</summary>
internal sealed class QuarantineSweep(Quarantine quarantine, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly StageBeat _beat = beats.Add("quarantine", TimeSpan.FromMinutes(10));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            _beat.Beat();
            quarantine.Sweep();
            _beat.DueIn(Every);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
