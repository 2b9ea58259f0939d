namespace EdgeNode.Dicom.Network.Requesting;

/// <summary>Carries a failure of the peer up to the client, which returns it as a value; never leaves this folder.</summary>
internal sealed class PeerException(string reason, string detail, bool isTransient = false) : Exception(detail)
{
    public PeerFailure Failure { get; } = new(reason, detail) { IsTransient = isTransient };
}
