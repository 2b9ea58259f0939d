namespace EdgeNode.Dicom.Network.Commitment;

/// <summary>
/// The seam inward for storage commitment (PS3.4 annex J): who answers for the instances. The report follows later, over
/// <see cref="DicomConnectionHandler.TryReportAsync"/> or <see cref="CommitmentReporter"/>.
/// </summary>
public interface IStorageCommitment
{
    /// <summary>
    /// Takes a request down. Returns only when it is durable; the status answers the N-ACTION, after which the peer waits for the report.
    /// An exception is answered with 0110H (processing failure).
    /// </summary>
    ValueTask<DimseStatus> RequestAsync(AssociationInfo association, CommitmentRequest request, CancellationToken cancel);
}
