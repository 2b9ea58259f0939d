namespace EdgeNode.Dicom.Network.Commitment;

/// <summary>An instance and its class, as a peer names them. Both are 1 to 64 digits and dots.</summary>
public readonly record struct SopReference(string SopClassUid, string SopInstanceUid);

/// <summary>A request to commit to the safekeeping of instances (PS3.4 section J.3.2, N-ACTION type 1).</summary>
/// <param name="TransactionUid">The peer's name of the request; 1 to 64 digits and dots.</param>
/// <param name="Instances">At least one.</param>
public sealed record CommitmentRequest(string TransactionUid, IReadOnlyList<SopReference> Instances);
