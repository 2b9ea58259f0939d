using System.Buffers;
using System.Security.Cryptography;
using EdgeNode.Appliance.Cases;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// One instance on its way to disk. Success is answered only after the file's bytes, its name and its row are synced; whatever ends before
/// that leaves no row and no file.
/// </summary>
internal sealed partial class SpoolReception : IInstanceReception
{
    private readonly Spool _spool;
    private readonly CaseIntake _intake;
    private readonly OpenAssociations _associations;
    private readonly AssociationInfo _association;
    private readonly StoreRequest _request;
    private readonly ILogger _log;
    private readonly string _name;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _kept;

    private SpoolReception(Spool spool, CaseIntake intake, OpenAssociations associations, AssociationInfo association, StoreRequest request, string name, ILogger log)
    {
        (_spool, _intake, _associations, _association, _request, _name, _log) = (spool, intake, associations, association, request, name, log);
        _file = new(spool.FullPath(name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 17);
        _file.Write(FileMeta.Preamble(request.SopClassUid, request.SopInstanceUid, request.TransferSyntaxUid, association.CallingAe));
    }

    public static SpoolReception Begin(
        Spool spool, CaseIntake intake, OpenAssociations associations, AssociationInfo association, StoreRequest request, TimeProvider time, ILogger log) =>
        new(spool, intake, associations, association, request, spool.NewName(time.GetUtcNow()), log);

    public async ValueTask WriteAsync(ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel)
    {
        foreach (var segment in dataSetBytes)
        {
            _hash.AppendData(segment.Span);
            await _file.WriteAsync(segment, cancel);
        }
    }

    public async ValueTask<DimseStatus> CommitAsync(CancellationToken cancel)
    {
        try
        {
            _file.Flush(flushToDisk: true);
            DirectorySync.Flush(Path.GetDirectoryName(_file.Name)!);
        }
        catch (IOException full)
        {
            Log.DiskRefused(_log, full.Message);
            return DimseStatus.OutOfResources;
        }

        var read = DicomReader.ReadFile(_file.Name, ReadScope.Header);
        if (read.File is not { } file)
        {
            Log.NotUnderstood(_log, read.Reason!, _association.CallingAe);
            Quarantine(read.Reason!);
            return DimseStatus.CannotUnderstand;
        }

        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var instance = InstanceIndex.From(file, _request, _association, _name, _file.Length, sha256);
        var recorded = await _intake.RecordAsync(instance, cancel);
        _associations.Touch(_association.Id, recorded.CaseId);
        switch (recorded.Outcome)
        {
            case InstanceOutcome.Stored:
                _kept = true;
                return DimseStatus.Success;
            case InstanceOutcome.AlreadyThere:
                return DimseStatus.Success;
            default:
                Log.Conflict(_log, _association.CallingAe);
                Quarantine("SOP_INSTANCE_CONFLICT");
                return DimseStatus.DuplicateInstance;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.DisposeAsync();
        if (!_kept)
        {
            File.Delete(_file.Name);
        }
    }

    private void Quarantine(string reasonCode)
    {
        _spool.Quarantine(_name, reasonCode);
        _kept = true;
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "The disk refused an instance, the scanner was told A700H: {Why}")]
        public static partial void DiskRefused(ILogger log, string why);

        [LoggerMessage(1002, LogLevel.Warning, "An instance from {CallingAe} was answered C000H and lies in quarantine: {ReasonCode}")]
        public static partial void NotUnderstood(ILogger log, string reasonCode, string callingAe);

        [LoggerMessage(1003, LogLevel.Warning, "{CallingAe} sent another instance under a known SOP Instance UID: the first is kept, this one lies in quarantine")]
        public static partial void Conflict(ILogger log, string callingAe);
    }
}
