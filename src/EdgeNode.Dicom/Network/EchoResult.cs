namespace EdgeNode.Dicom.Network;

/// <summary>Answer to a C-ECHO: a status, or why there is none.</summary>
/// <param name="Status">Null when the peer did not answer.</param>
/// <param name="Failure">Null when it did.</param>
/// <param name="Elapsed">From connecting to the answer.</param>
public sealed record EchoResult(DimseStatus? Status, PeerFailure? Failure, TimeSpan Elapsed)
{
    public bool IsSuccess => Status == DimseStatus.Success;
}
