using System.Buffers;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>Where instances go: counted, checked against what <see cref="IInstanceSink"/> promises, and forgotten.</summary>
internal sealed class MemorySink : IInstanceSink
{
    private bool _isOpen;
    private bool _isReceiving;

    /// <summary>What goes wrong here, as on a full disk: nothing, or beginning, writing, committing; 4: commits are refused.</summary>
    public int Trouble { get; set; }

    public int Committed { get; private set; }

    public long Bytes { get; private set; }

    public AssociationEnd? Ended { get; private set; }

    public void Reset(int trouble) => (Trouble, Committed, Bytes, Ended, _isOpen, _isReceiving) = (trouble, 0, 0, null, false, false);

    /// <summary>Nothing may be left open.</summary>
    public void CheckClosed()
    {
        if (_isOpen) throw new InvariantException("Every association that was opened is closed", "");
        if (_isReceiving) throw new InvariantException("Every reception is disposed of", "");
    }

    public void AssociationOpened(AssociationInfo association)
    {
        if (_isOpen || Ended is not null) throw new InvariantException("A connection carries one association", "");
        _isOpen = true;
    }

    public void AssociationClosed(AssociationInfo association, AssociationEnd end)
    {
        if (!_isOpen || _isReceiving) throw new InvariantException("An association closes once and after its receptions", "");
        (_isOpen, Ended) = (false, end);
    }

    public ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel)
    {
        if (!_isOpen || _isReceiving) throw new InvariantException("One instance after the other", "");
        if (!DicomUid.IsValid(request.SopClassUid) || !DicomUid.IsValid(request.SopInstanceUid) || !DicomUid.IsValid(request.TransferSyntaxUid))
        {
            throw new InvariantException("The UIDs of a store request are UIDs", "");
        }

        if (Trouble == 1) throw new IOException("No space left.");
        _isReceiving = true;
        return new(new Reception(this));
    }

    private sealed class Reception(MemorySink sink) : IInstanceReception
    {
        public ValueTask WriteAsync(ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel)
        {
            if (sink.Trouble == 2) throw new IOException("No space left.");
            sink.Bytes += dataSetBytes.Length;
            return default;
        }

        public ValueTask<DimseStatus> CommitAsync(CancellationToken cancel)
        {
            if (sink.Trouble == 3) throw new IOException("No space left.");
            if (sink.Trouble == 4) return new(DimseStatus.DataSetDoesNotMatch);
            sink.Committed++;
            return new(DimseStatus.Success);
        }

        public ValueTask DisposeAsync()
        {
            sink._isReceiving = false;
            return default;
        }
    }
}
