using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Takes complete cases: a suitable series puts a case into the queue, none makes it Unsuitable, with the reason.</summary>
public sealed partial class SeriesChoiceWorker(
    CaseStore cases, CaseChanges changes, Spool spool, CaseOutcomes outcomes, DiskPatience patience, StageBeats beats, AnalysisOptions options, TimeProvider time, ILogger<SeriesChoiceWorker> log)
    : BackgroundService
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
                await TakeAsync(complete, stoppingToken);
            }

            _beat.Beat();
            await change;
        }
    }

    private async Task TakeAsync(CaseRecord complete, CancellationToken cancel)
    {
        if (await cases.BeginAsync(complete, cancel) is not { } begun) return;
        if (begun.Attempts > CaseStore.MostAttempts)
        {
            Log.GivenUp(log, begun.Id, CaseStore.MostAttempts);
            await outcomes.InterruptedAsync(begun, cancel);
            return;
        }

        try
        {
            await ChooseAsync(begun, cancel);
        }
        catch (Exception defect) when (defect is not OperationCanceledException && !DiskPatience.IsDiskTrouble(defect))
        {
            Log.Failed(log, begun.Id, defect);
            await outcomes.DefectAsync(begun, cancel);
        }
        catch (Exception)
        {
            // A stop in good order, or a disk that refuses: neither is the study's fault.
            await cases.EndAsync(begun, CancellationToken.None);
            throw;
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

    private static partial class Log
    {
        [LoggerMessage(3111, LogLevel.Error, "The series of case {CaseId} could not be looked at")]
        public static partial void Failed(ILogger log, Guid caseId, Exception defect);

        [LoggerMessage(3112, LogLevel.Error, "The series of case {CaseId} were looked at {Attempts} times and it never came to an end: it is given up")]
        public static partial void GivenUp(ILogger log, Guid caseId, int attempts);
    }
}
