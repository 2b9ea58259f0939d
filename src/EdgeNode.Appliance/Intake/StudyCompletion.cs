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

    private async Task HandOnAsync(CancellationToken cancel)
    {
        foreach (var receiving in cases.InState(CaseState.Receiving))
        {
            var state = associations.Of(receiving.Id, receiving.LastInstance);
            if (CompletionRule.IsComplete(state, time.GetUtcNow(), options)
                && await cases.MoveAsync(receiving, CaseState.Complete, cancel: cancel))
            {
                associations.Forget(receiving.Id);
            }
        }
    }
}
