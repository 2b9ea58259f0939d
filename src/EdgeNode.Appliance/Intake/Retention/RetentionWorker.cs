using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake.Retention;

/// <summary>Once a minute: removes images that are old enough, and the oldest ones while the disk has less room than it should.</summary>
internal sealed class RetentionWorker(EvictionStore store, Evictions evictions, RunningDays days, StorageOptions storage, DiskGuard disk, TechnicalAlarms alarms, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    public const string Blocked = "RETENTION_BLOCKED";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // A step is one case's images, thousands at worst, and what a crash left over.
    private readonly StageBeat _beat = beats.Add("retention", TimeSpan.FromMinutes(30));
    private readonly RetentionOptions _options = storage.Retention;

    private bool IsShort => disk.FreeFraction() < _options.KeepFreeFraction;

    /// <summary>One look, with everything that follows from it.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var today = await days.CountAsync(cancel);
        await store.StampAsync(today, cancel);
        await evictions.FinishAsync(cancel);
        if (_options.Days > 0) await EvictAsync(store.Candidates(today - _options.Days), () => true, cancel);
        if (IsShort) await EvictAsync(store.Candidates(today - _options.LeastDays), () => IsShort, cancel);
        alarms.Set(Blocked, IsShort
            ? $"Less than {_options.KeepFreeFraction:P0} of the data disk is free and no images may be removed: they are younger than {_options.LeastDays} days, or their alarms are not closed, or their reports wait. Acknowledge and decide what stands on the worklist, look at the line to the centre, or add a larger disk."
            : null);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            _beat.Beat();
            await LookAsync(stoppingToken);
            _beat.DueIn(Every);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task EvictAsync(IReadOnlyList<EvictionCandidate> candidates, Func<bool> isDue, CancellationToken cancel)
    {
        foreach (var candidate in candidates)
        {
            if (!isDue()) return;
            _beat.Beat();
            await evictions.EvictAsync(candidate, cancel);
        }
    }
}
