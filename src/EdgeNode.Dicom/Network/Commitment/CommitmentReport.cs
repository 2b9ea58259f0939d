namespace EdgeNode.Dicom.Network.Commitment;

/// <summary>Failure Reason (0008,1197) of an instance that is not committed (PS3.3 section C.14.1.1).</summary>
public enum CommitmentFailure : ushort
{
    ProcessingFailure = 0x0110,

    /// <summary>The instance is not here.</summary>
    NoSuchInstance = 0x0112,

    /// <summary>The instance is here under another SOP class.</summary>
    ClassInstanceConflict = 0x0119,

    /// <summary>The Transaction UID belongs to another request of the same peer.</summary>
    DuplicateTransaction = 0x0131,
}

/// <summary>An instance that is not committed, and why.</summary>
public readonly record struct FailedReference(SopReference Instance, CommitmentFailure Reason);

/// <summary>Outcome of a <see cref="CommitmentRequest"/> (PS3.4 section J.3.3, N-EVENT-REPORT): type 1 when everything is committed, else 2.</summary>
public sealed record CommitmentReport(string TransactionUid, IReadOnlyList<SopReference> Committed, IReadOnlyList<FailedReference> Failed)
{
    internal ushort EventType => Failed.Count == 0 ? (ushort)1 : (ushort)2;
}
