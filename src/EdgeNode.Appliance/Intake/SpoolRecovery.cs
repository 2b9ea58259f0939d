using System.Globalization;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// At start, before the listener opens, makes bytes and rows agree again after a crash or a power cut. Only segments that were in use then are
/// looked at. A whole instance without a row is taken in; a row without whole bytes was never acknowledged and is withdrawn; other remains
/// go to quarantine, not to the bin: their senders still have them.
/// </summary>
internal sealed partial class SpoolRecovery(Spool spool, SegmentPool pool, CaseIntake intake, Database database, ILogger<SpoolRecovery> log)
{
    public const string NotAcknowledged = "NOT_ACKNOWLEDGED";
    public const string Torn = "TORN";

    public async Task RunAsync(CancellationToken cancel)
    {
        var segments = Directory.GetFiles(spool.Folder, "*" + Spool.SegmentExtension).Order(StringComparer.Ordinal).Where(path => !Segment.IsSealed(path));
        var (recovered, withdrawn, remains) = (0, 0, 0);
        foreach (var path in segments)
        {
            var (known, torn) = await CheckRowsAsync(path, cancel);
            var (end, found) = await TakeInAsync(path, Segment.Align(known), cancel);
            var hasRemains = KeepRemains(path, end);
            if (end > 0) Segment.Seal(path, end);
            else if (hasRemains || !Reserve(path)) File.Delete(path);
            remains += hasRemains ? 1 : 0;
            recovered += found;
            withdrawn += torn;
        }

        if (recovered + withdrawn + remains > 0) Log.Recovered(log, recovered, withdrawn, remains);
    }

    /// <summary>Withdraws rows whose bytes are not whole; the end of the last instance with a row.</summary>
    private async Task<(long End, int Withdrawn)> CheckRowsAsync(string path, CancellationToken cancel)
    {
        var rows = database.Read(connection => connection.Query(
            "SELECT sop_instance_uid, file, file_offset, bytes FROM instances WHERE file = $file ORDER BY file_offset",
            row => (Uid: row.Text("sop_instance_uid")!, Location: InstanceLocation.Read(row)),
            ("$file", Path.GetFileName(path))));
        var withdrawn = 0;
        using var scan = new SegmentScan(path);
        foreach (var (uid, location) in rows)
        {
            if (scan.WholeAt(location.Offset) is { } mark && mark.Length == location.Bytes) continue;
            spool.Quarantine(spool.Region(location), Torn);
            await intake.WithdrawAsync(uid, cancel);
            withdrawn++;
        }

        return (rows.Select(row => row.Location.Offset + row.Location.Bytes).DefaultIfEmpty(0).Max(), withdrawn);
    }

    /// <summary>Takes in the whole instances from <paramref name="start"/> on; where they end.</summary>
    private async Task<(long End, int Recovered)> TakeInAsync(string path, long start, CancellationToken cancel)
    {
        using var scan = new SegmentScan(path);
        var (offset, recovered) = (start, 0);
        while (scan.WholeAt(offset) is { } mark)
        {
            var location = new InstanceLocation(Path.GetFileName(path), offset, mark.Length);
            var recorded = await RecordAsync(location, mark.Checksum, cancel);
            if (recorded == InstanceOutcome.Stored) recovered++;
            else spool.Quarantine(spool.Region(location), NotAcknowledged);
            offset = Segment.Align(offset + mark.Length);
        }

        return (offset, recovered);
    }

    private async Task<InstanceOutcome> RecordAsync(InstanceLocation location, UInt128 checksum, CancellationToken cancel)
    {
        if (DicomReader.ReadFile(spool.Region(location), ReadScope.Header).File is not { } file) return InstanceOutcome.Conflict;
        string Meta(DicomTag tag) => file.Meta.GetString(tag) ?? "";
        var request = new StoreRequest(Meta(Tags.MediaStorageSOPClassUID), Meta(Tags.MediaStorageSOPInstanceUID), Meta(Tags.TransferSyntaxUID));
        var association = new AssociationInfo(0, Meta(Tags.SourceApplicationEntityTitle), "", location.File);
        var instance = InstanceIndex.From(file, request, association, location, checksum.ToString("x32", CultureInfo.InvariantCulture));
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
    private bool KeepRemains(string path, long end)
    {
        using var scan = new SegmentScan(path);
        var length = scan.LastNonZero(end) - end;
        if (length <= 0) return false;
        spool.Quarantine(new(path, end, length), NotAcknowledged);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1004, LogLevel.Warning, "After an unclean stop: {Recovered} instances taken in that had no row, {Withdrawn} rows withdrawn whose bytes are not whole, {Remains} remains in quarantine")]
        public static partial void Recovered(ILogger log, int recovered, int withdrawn, int remains);
    }
}
