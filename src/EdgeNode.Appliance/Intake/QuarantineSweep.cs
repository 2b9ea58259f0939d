using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake;

/// <summary>Looks at the age of what lies in quarantine, at start and once an hour.</summary>
internal sealed class QuarantineSweep(Quarantine quarantine, DiskPatience patience, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            quarantine.Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
