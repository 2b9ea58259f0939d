using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.Security;

namespace EdgeNode.Appliance.Intake.Commitment;

/// <summary>
/// Brings the reports of storage commitment to their peers: on the association of the request while that is open, else on a new one to the
/// peer's configured listener, again and again for hours, across restarts. Peers are served side by side, the reports of one in order.
/// </summary>
public sealed partial class CommitmentReports(
    CommitmentStore store,
    CommitmentIntake intake,
    PendingInstances pendingInstances,
    CommitmentReporter reporter,
    DicomConnectionHandler listener,
    DicomOptions options,
    DiskPatience patience,
    StageBeats beats,
    TimeProvider time,
    ILogger<CommitmentReports> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly StageBeat _beat = beats.Add("storage commitment", TimeSpan.FromMinutes(2));
    private readonly DicomTls? _tls = options.Tls.IsOn ? options.Tls.Load() : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => patience.RunAsync(ServeAsync, stoppingToken);

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var busy = new Dictionary<string, Task>(StringComparer.Ordinal);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _beat.Beat();
            foreach (var peer in store.Due().GroupBy(report => report.Peer).Where(peer => !busy.TryGetValue(peer.Key, out var task) || task.IsCompleted))
            {
                busy[peer.Key] = ReportAsync(peer.Key, [.. peer], stoppingToken);
            }
        }
    }

    private async Task ReportAsync(string peer, IReadOnlyList<PendingReport> reports, CancellationToken cancel)
    {
        try
        {
            for (var i = 0; i < reports.Count; i++)
            {
                if (await TryAsync(reports[i], cancel) is { } failure)
                {
                    // What holds for one report holds for the next: a peer that is away is not asked a thousand times.
                    await PutOffAsync(peer, [.. reports.Skip(i)], failure, cancel);
                    return;
                }
            }
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            Log.Broken(log, broken);
        }
    }

    /// <summary>Null when the report is delivered, else why not.</summary>
    private async Task<string?> TryAsync(PendingReport pending, CancellationToken cancel)
    {
        var report = store.Report(pending.Id);
        if (report.Failed.Any(failed => pendingInstances.IsPending(failed.Instance.SopInstanceUid)))
        {
            return "an instance it asked about is just being taken down";
        }

        var isDelivered = intake.TakeAssociation(pending.Id) is { } association && await listener.TryReportAsync(association, report, cancel) == DimseStatus.Success;
        var failure = isDelivered ? null : await CallAsync(pending.Peer, report, cancel);
        if (failure is null)
        {
            await store.EndAsync(pending, "reported", cancel);
            Log.Reported(log, pending.Peer, report.Committed.Count, report.Failed.Count);
        }

        return failure;
    }

    private async Task<string?> CallAsync(string title, CommitmentReport report, CancellationToken cancel)
    {
        var known = options.Peers.FirstOrDefault(peer => peer.AeTitle == title && peer.Port > 0);
        if (known is null)
        {
            return "its association is over and dicom.peers has no port for it";
        }

        var result = await reporter.ReportAsync(new(title, known.Address, known.Port) { Tls = known.Tls ? _tls : null }, options.AeTitle, report, cancel);
        return result.IsDelivered ? null : result.Failure?.Detail ?? $"it answered {result.Status}";
    }

    private async Task PutOffAsync(string peer, IReadOnlyList<PendingReport> reports, string why, CancellationToken cancel)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromHours(options.ReportHours);
        foreach (var hopeless in reports.Where(report => report.Received < oldest))
        {
            Log.GivenUp(log, peer, why);
            await store.EndAsync(hopeless, "given up", cancel);
        }

        Log.Waiting(log, peer, reports.Count, why);
        await store.PostponeAsync([.. reports.Where(report => report.Received >= oldest)], cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Information, "Storage commitment reported to {Peer}: {Committed} instances committed, {Failed} not")]
        public static partial void Reported(ILogger log, string peer, int committed, int failed);

        [LoggerMessage(1102, LogLevel.Warning, "{Reports} storage commitment reports for {Peer} wait: {Why}")]
        public static partial void Waiting(ILogger log, string peer, int reports, string why);

        [LoggerMessage(1103, LogLevel.Error, "A storage commitment report for {Peer} was given up: {Why}. The peer may ask again")]
        public static partial void GivenUp(ILogger log, string peer, string why);

        [LoggerMessage(1104, LogLevel.Error, "Storage commitment reports could not be handled; they are tried again")]
        public static partial void Broken(ILogger log, Exception failure);
    }
}
