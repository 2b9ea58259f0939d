using EdgeNode.Appliance.Health;

namespace EdgeNode.Appliance.Storage;

/// <summary>Fills the disk's reserve at start, and again once there is room after it was used.</summary>
internal sealed class ReserveKeeper(DiskReserve reserve, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly StageBeat _beat = beats.Add("disk reserve", TimeSpan.FromMinutes(5));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(KeepAsync, stoppingToken);

    private async Task KeepAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            do
            {
                _beat.Beat();
                await Task.Yield();
            }
            while (!cancel.IsCancellationRequested && reserve.FillNext());
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }
}
