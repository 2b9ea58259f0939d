using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts.Broker;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>
/// Makes wanted crops, holds back what must not leave yet, sends the files, then their reference; a crop's files go when its reference is
/// receipted. Every step begins with a row of the database, so it goes on after kill -9 and any outage where it was.
/// </summary>
public sealed class CropWorker(
    SyncOptions options, Database database, Outbox outbox, SiteSecret secret, DerivedFiles derived, CropFiles files, DiskGuard disk, DiskPatience patience, StageBeats beats, ILogger<CropWorker> log, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly StageBeat _beat = beats.Add("crops", TimeSpan.FromMinutes(10));
    private readonly CropStore _store = new(database, outbox, time);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Crops.Enabled ? patience.RunAsync(WorkAsync, stoppingToken) : Task.CompletedTask;

    private async Task WorkAsync(CancellationToken cancel)
    {
        var pause = new ReconnectDelay(TimeSpan.FromSeconds(options.Timings.ShortestPause), TimeSpan.FromSeconds(options.Timings.LongestPause), new Random());
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var upload = new BlobUpload(options);
                while (true)
                    await RoundAsync(upload, pause, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && !DiskPatience.IsDiskTrouble(failure))
            {
                // Crops are never worth the service: whatever goes wrong with them waits and is tried again.
                var next = pause.Next();
                if (failure is HttpRequestException or IOException or OperationCanceledException)
                    log.CentreUnreachable(failure.GetBaseException().Message, next.TotalSeconds);
                else
                    log.CropsFailed(failure.GetType().Name, failure.Message, next.TotalSeconds);
                _beat.DueIn(next);
                await Task.Delay(next, time, cancel);
            }
        }
    }

    private async Task RoundAsync(BlobUpload upload, ReconnectDelay pause, CancellationToken cancel)
    {
        _beat.Beat();
        if (await _store.ReceiptedAsync(cancel) is > 0 and var done)
            log.CropsReceipted(done);

        // What is done, dropped or wanted anew, and what a crash left behind.
        files.KeepOnly(_store.OnTheirWay());
        await MakeAsync(cancel);
        await _store.ReleaseAsync(options.Crops.MinimumPatients, cancel);
        var ready = _store.In(CropStates.Ready);

        // As long as the line takes; each piece has a limit of its own.
        _beat.Rest();
        foreach (var crop in ready)
            await SendAsync(upload, crop, cancel);
        _beat.Beat();
        pause.Reset();
        await Task.Delay(ready.Count > 0 ? TimeSpan.Zero : LookAgain, time, cancel);
    }

    private async Task MakeAsync(CancellationToken cancel)
    {
        if (files.Bytes >= options.Crops.DiskMiB * (1 << 20) || !disk.HasRoom() || _store.In(CropStates.Wanted) is not [var first, ..] wanted)
            return;
        var ofFirst = wanted.Where(crop => (crop.CaseId, crop.Revision) == (first.CaseId, first.Revision)).ToList();
        if (Maker(first, out var caseKey) is not { } maker)
        {
            foreach (var crop in ofFirst)
                await DropAsync(crop, CropHolds.ImageGone, cancel);
            return;
        }

        foreach (var crop in ofFirst)
        {
            _beat.Beat();
            try
            {
                if (maker.Make(crop, caseKey, options.Crops.SkinMm, files) is { } made)
                    await _store.MadeAsync(crop, made, cancel);
                else
                    await DropAsync(crop, CropHolds.NodeGone, cancel);
            }
            catch (Exception gone) when (gone is FileNotFoundException or EndOfStreamException)
            {
                await DropAsync(crop, CropHolds.ImageGone, cancel);
            }
        }
    }

    private CropMaker? Maker(CropRecord crop, out string caseKey)
    {
        var (study, result, acts) = database.Read(connection => (
            CaseStore.Find(connection, crop.CaseId)?.StudyUid, CaseReview.ResultOf(connection, crop.CaseId, crop.Revision), ActLedger.Of(connection, crop.CaseId)));
        caseKey = study is null ? "" : CaseKey.Of(secret, study);
        try
        {
            return study is not null && result is { State: CaseState.Analysed, Geometry: not null }
                ? new(derived, result, FeedbackFold.Of(acts, crop.Revision).MissedNodes)
                : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or EndOfStreamException or InvalidDataException)
        {
            return null;
        }
    }

    private async Task SendAsync(BlobUpload upload, CropRecord crop, CancellationToken cancel)
    {
        if (!files.Has(crop.Crop!))
        {
            await _store.MakeAgainAsync(crop, cancel);
            return;
        }

        foreach (var blob in CropFiles.Of(crop.Crop!))
        {
            switch (await upload.SendAsync(files.At(blob.Sha256), blob, cancel))
            {
                case UploadOutcome.TooLarge:
                    await DropAsync(crop, CropHolds.TooLarge, cancel);
                    return;
                case UploadOutcome.WrongContent:
                    await _store.MakeAgainAsync(crop, cancel);
                    return;
            }
        }

        if (await _store.SentAsync(crop, cancel) == 1)
            log.CropSent(crop.Id, CropFiles.Of(crop.Crop!).Sum(blob => blob.Bytes));
    }

    private async Task DropAsync(CropRecord crop, string why, CancellationToken cancel)
    {
        if (await _store.DropAsync(crop, why, cancel) == 1)
            log.CropDropped(crop.Id, why);
    }
}

/// <summary>Events 5100 to 5199. Row numbers and sizes only: nothing about a case.</summary>
internal static partial class CropLog
{
    [LoggerMessage(5100, LogLevel.Information, "Crop {Crop} is at the centre ({Bytes} bytes); its reference is queued")]
    public static partial void CropSent(this ILogger logger, long crop, long bytes);

    [LoggerMessage(5101, LogLevel.Information, "The centre receipted {Count} crops; their files are removed here")]
    public static partial void CropsReceipted(this ILogger logger, int count);

    [LoggerMessage(5102, LogLevel.Warning, "Crop {Crop} will not leave: {Why}")]
    public static partial void CropDropped(this ILogger logger, long crop, string why);

    [LoggerMessage(5103, LogLevel.Warning, "The centre does not take crops ({Why}): check the line and sync.crops; nothing is lost, next attempt in {Pause:F1} s")]
    public static partial void CentreUnreachable(this ILogger logger, string why, double pause);

    [LoggerMessage(5104, LogLevel.Error, "Crops cannot be worked on ({Kind}: {Why}): check the files of sync.crops.tls, report it where they are good; nothing is lost, next attempt in {Pause:F1} s")]
    public static partial void CropsFailed(this ILogger logger, string kind, string why, double pause);
}
