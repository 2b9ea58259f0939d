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

    private readonly SinceSeen<(Guid Case, DateTimeOffset LastInstance)> _watched = new(time);

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
        _watched.Look(open.Select(receiving => (receiving.Id, receiving.LastInstance)));
        foreach (var receiving in open)
        {
            var state = associations.Of(receiving.Id, receiving.LastInstance);
            if (CompletionRule.IsComplete(state, time.GetUtcNow(), _watched[(receiving.Id, receiving.LastInstance)], options)
                && await cases.MoveAsync(receiving, CaseState.Complete, cancel: cancel))
            {
                associations.Forget(receiving.Id);
            }
        }
    }
}
