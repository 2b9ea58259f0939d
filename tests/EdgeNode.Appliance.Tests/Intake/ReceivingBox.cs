using System.Buffers;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>Spool, index and sink on a folder, as the service puts them together; the listener is the test.</summary>
internal sealed class ReceivingBox : IAsyncDisposable
{
    public const string Ct = "1.2.840.10008.5.1.4.1.1.2";

    private readonly Database _database;
    private readonly SegmentPool _pool;
    private readonly PendingInstances _pending;
    private long _association;

    public ReceivingBox(string folder, int quarantineMiB = 4096, int quarantineDays = 0, TimeProvider? time = null, Action<SafeFileHandle>? sync = null)
    {
        var storage = new StorageOptions { Path = folder, MinimumFreeFraction = 0, QuarantineMiB = quarantineMiB, QuarantineDays = quarantineDays };
        Folder = folder;
        _database = Database.Open(folder);
        var changes = new CaseChanges();
        Cases = new(_database, changes, TimeProvider.System);
        Spool = new(folder);
        Quarantine = new(storage, time ?? TimeProvider.System, NullLogger<Quarantine>.Instance);
        Intake = new(_database, changes, TimeProvider.System);
        _pool = new(Spool, TimeProvider.System, sync);
        _pending = new(Intake, _database, TimeProvider.System, NullLogger<PendingInstances>.Instance);
        Sink = new(Spool, Quarantine, _pool, _pending, new(TimeProvider.System), new(storage), new(TimeProvider.System), NullLogger<SpoolSink>.Instance);
    }

    public string Folder { get; }

    public Spool Spool { get; }

    public Quarantine Quarantine { get; }

    public CaseIntake Intake { get; }

    public CaseStore Cases { get; }

    public SpoolSink Sink { get; }

    public IEnumerable<string> Quarantined => Directory.GetFiles(Path.Combine(Folder, "quarantine")).Select(path => Path.GetFileName(path));

    public static byte[] DataSet(string uid, string study = "1.9", int pixels = 5000, byte value = 7, string? stated = null) => Encode(new DicomDataset()
        .Set(Tags.SOPClassUID, Ct).Set(Tags.SOPInstanceUID, stated ?? uid).Set(Tags.StudyInstanceUID, study).Set(Tags.SeriesInstanceUID, study + ".1")
        .Set(Tags.PatientName, "Doe^Jane").Set(Tags.PixelData, Vr.OW, Enumerable.Repeat(value, pixels).ToArray()));

    public AssociationInfo Associate()
    {
        var association = new AssociationInfo(Interlocked.Increment(ref _association), "SCANNER", "EDGENODE", "127.0.0.1:1");
        Sink.AssociationOpened(association);
        return association;
    }

    /// <summary>One C-STORE, the data set cut into pieces; <paramref name="until"/> stops before the end and abandons it.</summary>
    public async Task<DimseStatus?> StoreAsync(AssociationInfo association, string uid, byte[] dataSet, int? until = null)
    {
        var request = new StoreRequest(Ct, uid, TransferSyntax.ExplicitVrLittleEndian.Uid);
        await using var reception = await Sink.BeginAsync(association, request, default);
        foreach (var piece in dataSet[..(until ?? dataSet.Length)].Chunk(1021)) await reception.WriteAsync(new ReadOnlySequence<byte>(piece), default);
        if (until is not null) return null;
        var status = await reception.CommitAsync(default);
        if (status == DimseStatus.Success) await Eventually.TrueAsync(() => !_pending.IsPending(uid), "the row follows");
        return status;
    }

    /// <summary>The data sets of a study as the spool gives them back, by order of arrival.</summary>
    public IReadOnlyList<byte[]> Stored(string study = "1.9")
    {
        var found = _database.Read(connection => connection.Query("SELECT * FROM cases WHERE study_uid = $study", CaseRecord.Read, ("$study", study)));
        return found.Count == 0 ? [] : [.. Cases.Files(found[0].Id).Select(Spool.Region).Select(DataSetBytes)];
    }

    public Task RecoverAsync(bool everySegment = false, StartProgress? progress = null) =>
        new SpoolRecovery(Spool, Quarantine, _pool, Intake, _database, NullLogger<SpoolRecovery>.Instance).RunAsync(everySegment, progress ?? StartProgress.Untold, default);

    /// <summary>As kill -9 leaves it: nothing is sealed or tidied.</summary>
    public ValueTask CrashAsync() => _database.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        _pool.Dispose();
        _pending.Dispose();
        await _database.DisposeAsync();
    }

    private static byte[] DataSetBytes(FileRegion region)
    {
        var file = DicomReader.ReadFile(region).File!;
        using var stream = File.OpenRead(region.Path);
        stream.Position = region.Offset + file.DataSetOffset;
        var bytes = new byte[region.Length - file.DataSetOffset];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Encode(DicomDataset dataSet)
    {
        using var stream = new MemoryStream();
        DicomWriter.Write(stream, dataSet);
        var file = DicomReader.Read(stream.ToArray()).File!;
        return stream.ToArray()[(int)file.DataSetOffset..];
    }
}
