using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Takes complete cases: a suitable series puts a case into the queue, none makes it Unsuitable, with the reason.</summary>
public sealed class SeriesChoiceWorker(CaseStore cases, CaseChanges changes, Spool spool, CaseOutcomes outcomes, DiskPatience patience, StageBeats beats, AnalysisOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A step reads the headers of one study, however many thousand images it has, and some slices of each CT series.
    private readonly StageBeat _beat = beats.Add("series choice", TimeSpan.FromMinutes(5));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(ChooseAllAsync, stoppingToken);

    private async Task ChooseAllAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var change = changes.NextAsync(LookAgain, time, stoppingToken);
            foreach (var complete in cases.InState(CaseState.Complete))
            {
                _beat.Beat();
                await ChooseAsync(complete, stoppingToken);
            }

            _beat.Beat();
            await change;
        }
    }

    private async Task ChooseAsync(CaseRecord complete, CancellationToken cancel)
    {
        var files = cases.Files(complete.Id).Select(spool.Region).ToList();
        var selection = SeriesChoice.Choose(files, options, cancel);
        if (selection.Decision is { } decision)
        {
            await cases.MoveAsync(complete, CaseState.Queued, with: connection => SeriesDecisions.Store(connection, complete, decision), cancel: cancel);
        }
        else
        {
            var refusal = selection.Refusal!;
            await outcomes.GiveUpAsync(complete, CaseState.Unsuitable, refusal, ChosenSeries.None(refusal, selection.Rejected), cancel);
        }
    }
}
