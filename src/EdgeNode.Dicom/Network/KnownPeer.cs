using System.Net;

namespace EdgeNode.Dicom.Network;

/// <summary>What a peer may ask for; each includes the ones before it.</summary>
public enum PeerRole
{
    /// <summary>Verification only.</summary>
    Echo,

    /// <summary>Verification and storage.</summary>
    Send,

    /// <summary>Verification, storage, and storage commitment.</summary>
    Commit,
}

/// <summary>A peer that is let in.</summary>
/// <param name="AeTitle">The title it calls itself; compared letter by letter.</param>
/// <param name="Addresses">Where it may call from; null: anywhere.</param>
/// <param name="Role">What it may ask for.</param>
public sealed record KnownPeer(string AeTitle, IPNetwork? Addresses = null, PeerRole Role = PeerRole.Commit)
{
    /// <summary>Whether a connection from this address may be this peer. An address that is not known (null) only matches where none is asked for.</summary>
    public bool MayCallFrom(IPAddress? address) =>
        Addresses is not { } network || (address is not null && network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
