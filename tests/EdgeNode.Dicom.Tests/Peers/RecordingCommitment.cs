using System.Collections.Concurrent;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>Takes every request down and answers for nothing by itself.</summary>
internal sealed class RecordingCommitment : IStorageCommitment
{
    public ConcurrentQueue<(long Association, CommitmentRequest Request)> Requests { get; } = new();

    public bool IsBroken { get; set; }

    public ValueTask<DimseStatus> RequestAsync(AssociationInfo association, CommitmentRequest request, CancellationToken cancel)
    {
        if (IsBroken) throw new IOException("No space left on device.");
        Requests.Enqueue((association.Id, request));
        return new(DimseStatus.Success);
    }
}
