using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using EdgeNode.Inference;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Takes queued cases, oldest first, one at a time, once a model is active. At start it takes up what a crash, or a full disk, left half done.</summary>
public sealed partial class AnalysisWorker(
    CaseStore cases,
    CaseChanges changes,
    Spool spool,
    DerivedFiles derived,
    ModelHost models,
    VolumeAnalysis analysis,
    CaseOutcomes outcomes,
    AnalysisProgress progress,
    DiskPatience patience,
    SeriesDecisions decisions,
    StageBeats beats,
    AnalysisOptions options,
    DiskReserve disk,
    TimeProvider time,
    ILogger<AnalysisWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A step is a hundredth of the tiles, or reading the images.
    private readonly StageBeat _beat = beats.Add("analysis", TimeSpan.FromMinutes(options.StepMinutes));

    private bool _hasBegun;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(WorkAsync, stoppingToken);

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        // Begun again in the same process: the disk refused, which is not the study's fault.
        await cases.ResumeAsync(isCounted: !_hasBegun, stoppingToken);
        _hasBegun = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            // A model that fails its self-test is given up while the box runs: cases then wait here.
            _beat.Rest();
            var model = await models.WhenActiveAsync(stoppingToken);
            _beat.Beat();
            var change = changes.NextAsync(LookAgain, time, stoppingToken);

            // What is freed for the record of alarms and acts on a full disk is not for volumes.
            if (!disk.IsInUse && cases.InState(CaseState.Queued) is [var next, ..])
            {
                await TakeAsync(next, model, stoppingToken);
                StudyMemory.GiveBack();
            }
            else
            {
                await change;
            }
        }
    }

    private async Task TakeAsync(CaseRecord queued, ActiveModel model, CancellationToken cancel)
    {
        if (!await cases.MoveAsync(queued, CaseState.Analysing, cancel: cancel) || cases.Find(queued.Id) is not { State: CaseState.Analysing } taken)
        {
            return;
        }

        if (taken.Attempts > CaseStore.MostAttempts)
        {
            Log.GivenUp(log, taken.Id, CaseStore.MostAttempts);
            await outcomes.InterruptedAsync(taken, cancel);
            return;
        }

        try
        {
            await AnalyseAsync(taken, model, cancel);
        }
        catch (Exception defect) when (defect is not OperationCanceledException && !DiskPatience.IsDiskTrouble(defect))
        {
            Log.Failed(log, taken.Id, defect);
            await outcomes.DefectAsync(taken, cancel);
        }
        catch (OperationCanceledException)
        {
            // A stop in good order. What waits for the disk instead is taken back when the work begins again.
            await cases.ReturnAsync(taken, CancellationToken.None);
            throw;
        }
        finally
        {
            progress.Done(taken.Id);
        }
    }

    private async Task AnalyseAsync(CaseRecord taken, ActiveModel model, CancellationToken cancel)
    {
        Step(new(StageProgress.Assembling, 0, 0));
        var files = cases.Files(taken.Id).Select(spool.Region).ToList();
        var study = StudyReader.Read(files, decisions.Of(taken), cancel);
        if (study.Volume is not { } volume)
        {
            await outcomes.GiveUpAsync(taken, CaseState.Unsuitable, study.Refusal!, study.Chosen, cancel);
            return;
        }

        var tiles = new StageReport(Step);
        var analysed = await Task.Run(() => analysis.Run(model, volume, study.Stack, study.Facts!, tiles, cancel), cancel);
        if (analysed.Findings is not { } findings)
        {
            // No numbers may be the study's fault or the box's. If it is the box's, the case waits until the box is mended.
            if (analysed.Problem!.Code == ProblemCodes.NonFiniteLogits && !await models.TestAsync(cancel))
            {
                await cases.MoveAsync(taken, CaseState.Queued, cancel: cancel);
                return;
            }

            await outcomes.GiveUpAsync(taken, CaseState.Failed, analysed.Problem!, study.Chosen, cancel);
            return;
        }

        Step(new(StageProgress.Write, 0, 0));
        derived.Write(taken.Id, taken.Revision, volume, findings.Labels);
        var result = findings.ToResult(taken.Id, taken.Revision, study.Chosen!, model.Identity, taken.Timing with { Analysed = time.GetUtcNow() });
        await outcomes.AnalysedAsync(taken, result, derived.Mask(taken.Id, taken.Revision), cancel);

        void Step(StageProgress stage)
        {
            _beat.Beat();
            progress.Report(taken.Id, stage);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The analysis of case {CaseId} failed")]
        public static partial void Failed(ILogger log, Guid caseId, Exception defect);

        [LoggerMessage(3102, LogLevel.Error, "Case {CaseId} was analysed {Attempts} times and never came to an end: it is given up")]
        public static partial void GivenUp(ILogger log, Guid caseId, int attempts);
    }
}
