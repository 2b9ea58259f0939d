using System.Buffers;
using System.IO.Hashing;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// One instance on its way to disk. Success is answered only after its bytes are synced together with the mark that makes them a record of
/// their own; the row in the index follows at once. Whatever ends before leaves no row and no bytes.
/// </summary>
internal sealed partial class SpoolReception : IInstanceReception
{
    // Most headers; longer ones are read back from disk.
    private const int HeaderBytes = 32 * 1024;

    // PDVs are gathered to pieces of whole blocks; each begins its way to the disk while the rest is still coming.
    private const int PieceBytes = 64 * 1024;

    private readonly Spool _spool;
    private readonly Quarantine _quarantine;
    private readonly Segment _segment;
    private readonly AssociationIntake _intake;
    private readonly PendingInstances _pending;
    private readonly AssociationInfo _association;
    private readonly StoreRequest _request;
    private readonly ILogger _log;
    private readonly XxHash128 _hash = new();
    private readonly byte[] _header = ArrayPool<byte>.Shared.Rent(HeaderBytes);
    private readonly byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private readonly int _dataSetOffset;
    private int _headerBytes;
    private long _length;
    private long _written;
    private bool _kept;

    public SpoolReception(Spool spool, Quarantine quarantine, Segment segment, AssociationIntake intake, PendingInstances pending, AssociationInfo association, StoreRequest request, ILogger log)
    {
        (_spool, _quarantine, _segment, _intake, _pending, _association, _request, _log) = (spool, quarantine, segment, intake, pending, association, request, log);
        var preamble = FileMeta.Preamble(request.SopClassUid, request.SopInstanceUid, request.TransferSyntaxUid, association.CallingAe);
        _dataSetOffset = preamble.Length;
        Append(preamble);
    }

    private FileRegion Region => _spool.Region(Location);

    private InstanceLocation Location => new(_segment.Name, _segment.End, _length);

    public ValueTask WriteAsync(ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel)
    {
        foreach (var piece in dataSetBytes)
        {
            _hash.Append(piece.Span);
            Append(piece.Span);
        }

        return default;
    }

    public async ValueTask<DimseStatus> CommitAsync(CancellationToken cancel)
    {
        Flush();
        var checksum = _hash.GetCurrentHashAsUInt128();
        var read = DicomReader.ReadHeader(_header.AsMemory(0, _headerBytes), _length);
        if (read.Reason == ReadReasons.Truncated && _headerBytes < _length) read = DicomReader.ReadFile(Region, ReadScope.Header);
        if (read.File is not { } file)
        {
            Log.NotUnderstood(_log, read.Reason!, _association.CallingAe);
            _quarantine.Keep(Region, read.Reason!);
            return DimseStatus.CannotUnderstand;
        }

        if (InstanceMatch.Contradicts(file, _request))
        {
            Log.Mismatch(_log, _association.CallingAe);
            _quarantine.Keep(Region, InstanceMatch.ReasonCode);
            return DimseStatus.DataSetDoesNotMatch;
        }

        var instance = InstanceIndex.From(file, _request, _association, Location, checksum);
        switch (await _pending.ClaimAsync(instance.SopInstanceUid, instance.Checksum))
        {
            case (InstanceOutcome.Stored, _):
                return Keep(instance, checksum);
            case (InstanceOutcome.AlreadyThere, var known):
                if (known is { } caseId) _intake.Touch(caseId);
                return DimseStatus.Success;
            case (InstanceOutcome.Conflict, _):
                Log.Conflict(_log, _association.CallingAe);
                _quarantine.Keep(Region, "SOP_INSTANCE_CONFLICT");
                return DimseStatus.DuplicateInstance;
            default:
                return DimseStatus.OutOfResources;
        }
    }

    private DimseStatus Keep(ReceivedInstance instance, UInt128 checksum)
    {
        try
        {
            Mark(checksum);
            _segment.Sync();
            _pending.Synced(instance.SopInstanceUid);
        }
        catch (Exception failure)
        {
            // Whatever it was: others may wait for this outcome.
            _pending.Release(instance.SopInstanceUid);
            if (failure is not IOException full) throw;
            Log.DiskRefused(_log, full.Message);
            return DimseStatus.OutOfResources;
        }

        _segment.Keep(_segment.End + _length);
        _kept = true;
        _intake.Commit(instance);
        return DimseStatus.Success;
    }

    public ValueTask DisposeAsync()
    {
        if (!_kept) _segment.Discard(_segment.End + _length);
        ArrayPool<byte>.Shared.Return(_header);
        ArrayPool<byte>.Shared.Return(_piece);
        return default;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var head = Math.Min(bytes.Length, HeaderBytes - _headerBytes);
        bytes[..head].CopyTo(_header.AsSpan(_headerBytes));
        _headerBytes += head;
        while (!bytes.IsEmpty)
        {
            var filled = (int)(_length - _written);
            var part = bytes[..Math.Min(bytes.Length, PieceBytes - filled)];
            part.CopyTo(_piece.AsSpan(filled));
            _length += part.Length;
            bytes = bytes[part.Length..];
            if (_length - _written < PieceBytes) continue;
            Flush();
            _segment.StartWriteback(_segment.End + _length - PieceBytes, PieceBytes);
        }
    }

    /// <summary>What has come is in the file, whole.</summary>
    private void Flush()
    {
        _segment.Write(_piece.AsSpan(0, (int)(_length - _written)), _segment.End + _written);
        _written = _length;
    }

    private void Mark(UInt128 checksum)
    {
        Span<byte> preamble = stackalloc byte[RecordMark.Size];
        new RecordMark(_length, _dataSetOffset, checksum).Write(preamble);
        _segment.Write(preamble, _segment.End);
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "The disk refused an instance, the scanner was told A700H: {Why}")]
        public static partial void DiskRefused(ILogger log, string why);

        [LoggerMessage(1002, LogLevel.Warning, "An instance from {CallingAe} was answered C000H and goes to quarantine: {ReasonCode}")]
        public static partial void NotUnderstood(ILogger log, string reasonCode, string callingAe);

        [LoggerMessage(1007, LogLevel.Warning, "{CallingAe} sent a data set that is not the instance it announced: it was answered A900H and goes to quarantine")]
        public static partial void Mismatch(ILogger log, string callingAe);

        [LoggerMessage(1003, LogLevel.Warning, "{CallingAe} sent another instance under a known SOP Instance UID: the first is kept, this one goes to quarantine")]
        public static partial void Conflict(ILogger log, string callingAe);
    }
}
