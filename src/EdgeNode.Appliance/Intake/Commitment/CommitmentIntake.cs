using System.Collections.Concurrent;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;

namespace EdgeNode.Appliance.Intake.Commitment;

/// <summary>Takes requests for storage commitment from the listener (PS3.4 annex J) and remembers on which association each came.</summary>
public sealed class CommitmentIntake(CommitmentStore store) : IStorageCommitment
{
    // In memory only: after a restart no association is open.
    private readonly ConcurrentDictionary<long, long> _associations = new();

    public async ValueTask<DimseStatus> RequestAsync(AssociationInfo association, CommitmentRequest request, CancellationToken cancel)
    {
        _associations[await store.AddAsync(association.CallingAe, request, cancel)] = association.Id;
        return DimseStatus.Success;
    }

    /// <summary>The association a request came on, once: a report that fails there goes another way.</summary>
    public long? TakeAssociation(long request) => _associations.TryRemove(request, out var association) ? association : null;
}
