using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Intake;

/// <summary>Watches the cases that are being received and hands each on when it has been quiet long enough.</summary>
public sealed class StudyCompletion(CaseStore cases, OpenAssociations associations, IntakeOptions options, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly StageBeat _beat = beats.Add("study completion", TimeSpan.FromMinutes(1));

    // Since when the newest instance of a case is known here, by the clock that nobody sets.
    private Dictionary<Guid, (DateTimeOffset Last, long Since)> _watched = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _beat.Beat();
            await HandOnAsync(stoppingToken);
        }
    }

    /// <summary>One look at every case that is being received.</summary>
    internal async Task HandOnAsync(CancellationToken cancel)
    {
        var open = cases.InState(CaseState.Receiving);
        _watched = open.ToDictionary(
            receiving => receiving.Id,
            receiving => _watched.TryGetValue(receiving.Id, out var known) && known.Last == receiving.LastInstance ? known : (receiving.LastInstance, time.GetTimestamp()));
        foreach (var receiving in open)
        {
            var state = associations.Of(receiving.Id, receiving.LastInstance);
            if (CompletionRule.IsComplete(state, time.GetUtcNow(), time.GetElapsedTime(_watched[receiving.Id].Since), options)
                && await cases.MoveAsync(receiving, CaseState.Complete, cancel: cancel))
            {
                associations.Forget(receiving.Id);
            }
        }
    }
}
