using System.Net;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>A connection to a peer. <see cref="Stop"/>: the service stops.</summary>
internal sealed record PeerLink(PeerInput Input, PeerOutput Output, IPEndPoint? Remote, bool IsTls, CancellationToken Stop)
{
    public string Address { get; } = Remote?.ToString() ?? "unknown";
}
