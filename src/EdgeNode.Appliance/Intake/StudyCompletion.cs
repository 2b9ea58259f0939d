using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Watches the cases that are being received and hands each on when it has been quiet long enough. Quiet is counted too, not only read from
/// the clock: one that is set back must not keep a study waiting.
/// </summary>
public sealed class StudyCompletion(CaseStore cases, OpenAssociations associations, IntakeOptions options, DiskPatience patience, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly StageBeat _beat = beats.Add("study completion", TimeSpan.FromMinutes(1));

    /// <summary>The last instance of each case as it was first seen here, and when that was, as this process counts.</summary>
    private Dictionary<Guid, (DateTimeOffset Last, long Since)> _seen = [];

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

    /// <summary>One look at all of them.</summary>
    internal async Task HandOnAsync(CancellationToken cancel)
    {
        var open = cases.InState(CaseState.Receiving);
        _seen = open.ToDictionary(
            receiving => receiving.Id,
            receiving => _seen.TryGetValue(receiving.Id, out var seen) && seen.Last == receiving.LastInstance ? seen : (receiving.LastInstance, time.GetTimestamp()));
        foreach (var receiving in open)
        {
            var state = associations.Of(receiving.Id, receiving.LastInstance);
            if (CompletionRule.IsComplete(state, Now(_seen[receiving.Id]), options)
                && await cases.MoveAsync(receiving, CaseState.Complete, cancel: cancel))
            {
                associations.Forget(receiving.Id);
            }
        }
    }

    private DateTimeOffset Now((DateTimeOffset Last, long Since) seen)
    {
        var (clock, counted) = (time.GetUtcNow(), seen.Last + time.GetElapsedTime(seen.Since));
        return clock > counted ? clock : counted;
    }
}
