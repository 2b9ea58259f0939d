using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// At start, before the listener opens, makes bytes and rows agree again after a crash or a power cut. Only segments that were in use then are
/// looked at, or all when the rows were restored from a copy. A whole instance without a row is taken in; a row without whole bytes was never acknowledged and is withdrawn; other remains
/// go to quarantine, not to the bin: their senders still have them.
/// </summary>
internal sealed partial class SpoolRecovery(Spool spool, Quarantine quarantine, SegmentPool pool, CaseIntake intake, Database database, ILogger<SpoolRecovery> log)
{
    public const string NotAcknowledged = "NOT_ACKNOWLEDGED";
    public const string Torn = "TORN";

    // As many as the database commits at once.
    private const int Group = 64;

    /// <param name="everySegment">The rows are of an earlier day: sealed segments may hold instances that have none.</param>
    /// <param name="progress">Told of every instance and every segment.</param>
    /// <param name="cancel">Ends it; the next start begins anew.</param>
    public async Task RunAsync(bool everySegment, StartProgress progress, CancellationToken cancel)
    {
        var segments = Directory.GetFiles(spool.Folder, "*" + Spool.SegmentExtension).Order(StringComparer.Ordinal).Where(path => everySegment || !Segment.IsSealed(path));
        var (recovered, withdrawn, remains) = (0, 0, 0);
        foreach (var path in segments)
        {
            var (walked, hasRemains) = await ScanAsync(path, progress, cancel);
            recovered += walked.Recovered;
            withdrawn += walked.Withdrawn;
            remains += hasRemains ? 1 : 0;
            progress.Step();
            if (Segment.IsSealed(path)) continue;
            if (walked.End > 0) Segment.Seal(path, walked.End);
            else if (hasRemains || !Reserve(path)) File.Delete(path);
        }

        // Retention removed files after the copy that the rows were restored from.
        if (everySegment) withdrawn += await WithdrawMissingAsync(progress, cancel);
        if (recovered + withdrawn + remains > 0) Log.Recovered(log, recovered, withdrawn, remains);
    }

    private async Task<int> WithdrawMissingAsync(StartProgress progress, CancellationToken cancel)
    {
        var missing = database.Read(connection => connection.Query("SELECT sop_instance_uid, file FROM instances", row => (Uid: row.Text("sop_instance_uid")!, File: row.Text("file")!)))
            .GroupBy(row => row.File).Where(file => !File.Exists(Path.Combine(spool.Folder, file.Key))).SelectMany(file => file).ToList();
        foreach (var group in missing.Chunk(Group))
        {
            await Task.WhenAll(group.Select(row => intake.WithdrawAsync(row.Uid, cancel)));
            progress.Step();
        }

        return missing.Count;
    }

    private async Task<((long End, int Recovered, int Withdrawn) Walked, bool HasRemains)> ScanAsync(string path, StartProgress progress, CancellationToken cancel)
    {
        using var scan = new SegmentScan(path);
        var walked = await WalkAsync(path, scan, progress, cancel);
        return (walked, KeepRemains(path, scan, walked.End));
    }

    /// <summary>
    /// From the first instance to the last: rows are committed in groups and not in the order of the segment, so that one without a row may stand
    /// before one that has it. Here too commits are waited for at the end, so that many rows share one.
    /// </summary>
    private async Task<(long End, int Recovered, int Withdrawn)> WalkAsync(string path, SegmentScan scan, StartProgress progress, CancellationToken cancel)
    {
        var rows = Rows(path);
        var (recording, withdrawing) = (new List<Task<bool>>(), new List<Task>());
        var offset = 0L;
        while (true)
        {
            progress.Step();
            var mark = scan.WholeAt(offset);
            if (rows.Remove(offset, out var row))
            {
                if (mark?.Length != row.Location.Bytes)
                {
                    // Nothing but zeros: never written, or removed by retention after the copy that the rows were restored from.
                    if (scan.NextUsed(offset) < offset + row.Location.Bytes) quarantine.KeepRemains(spool.Region(row.Location), Torn);
                    withdrawing.Add(intake.WithdrawAsync(row.Uid, cancel));
                }

                offset = Segment.Align(offset + row.Location.Bytes);
            }
            else if (mark is { } whole)
            {
                recording.Add(TakeInAsync(new(Path.GetFileName(path), offset, whole.Length), whole.Checksum, cancel));
                offset = Segment.Align(offset + whole.Length);
            }
            else if (BehindHole(scan, offset, rows) is { } next)
            {
                offset = next;
            }
            else if (rows.Count > 0)
            {
                // Nothing whole stands here, but further on something is known.
                offset = rows.Keys.Min();
            }
            else
            {
                await Task.WhenAll(withdrawing);
                return (offset, (await Task.WhenAll(recording)).Count(isTakenIn => isTakenIn), withdrawing.Count);
            }
        }
    }

    /// <summary>Where a whole instance begins that has no row and lies behind a stretch which retention has emptied; null where none does.</summary>
    private static long? BehindHole(SegmentScan scan, long offset, Dictionary<long, (string Uid, InstanceLocation Location)> rows)
    {
        var next = scan.NextUsed(offset);
        return next > offset && !rows.Keys.Any(known => known <= next) && scan.WholeAt(next) is not null ? next : null;
    }

    private Dictionary<long, (string Uid, InstanceLocation Location)> Rows(string path) => database.Read(connection => connection.Query(
        "SELECT sop_instance_uid, file, file_offset, bytes FROM instances WHERE file = $file",
        row => (Uid: row.Text("sop_instance_uid")!, Location: InstanceLocation.Read(row)),
        ("$file", Path.GetFileName(path)))).ToDictionary(row => row.Location.Offset);

    /// <summary>False when the row could not be written; its bytes then lie in quarantine.</summary>
    private async Task<bool> TakeInAsync(InstanceLocation location, UInt128 checksum, CancellationToken cancel)
    {
        if (await RecordAsync(location, checksum, cancel) == InstanceOutcome.Stored) return true;
        quarantine.KeepRemains(spool.Region(location), NotAcknowledged);
        return false;
    }

    private async Task<InstanceOutcome> RecordAsync(InstanceLocation location, UInt128 checksum, CancellationToken cancel)
    {
        if (DicomReader.ReadFile(spool.Region(location), ReadScope.Header).File is not { } file) return InstanceOutcome.Conflict;
        string Meta(DicomTag tag) => file.Meta.GetString(tag) ?? "";
        var request = new StoreRequest(Meta(Tags.MediaStorageSOPClassUID), Meta(Tags.MediaStorageSOPInstanceUID), Meta(Tags.TransferSyntaxUID));
        var association = new AssociationInfo(0, Meta(Tags.SourceApplicationEntityTitle), "", location.File);
        var instance = InstanceIndex.From(file, request, association, location, checksum);
        return (await intake.RecordAsync(instance, cancel)).Outcome;
    }

    /// <summary>Nothing was ever written into it: it need not be made again.</summary>
    private bool Reserve(string path)
    {
        var segment = Segment.Adopt(path);
        if (!SegmentPool.IsFull(segment) && pool.Add(segment)) return true;
        segment.Dispose();
        return false;
    }

    /// <summary>What stands behind the last whole instance: part of one that was coming in.</summary>
    private bool KeepRemains(string path, SegmentScan scan, long end)
    {
        var length = scan.LastNonZero(end) - end;
        if (length <= 0) return false;
        quarantine.KeepRemains(new(path, end, length), NotAcknowledged);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1004, LogLevel.Warning, "After an unclean stop: {Recovered} instances taken in that had no row, {Withdrawn} rows withdrawn whose bytes are not whole, {Remains} remains in quarantine")]
        public static partial void Recovered(ILogger log, int recovered, int withdrawn, int remains);
    }
}
