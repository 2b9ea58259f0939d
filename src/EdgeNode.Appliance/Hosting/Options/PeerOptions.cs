using System.Net;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>One of <c>dicom.peers</c>: a scanner, a PACS or a monitor that may call.</summary>
public sealed record PeerOptions
{
    public string AeTitle { get; init; } = "";

    /// <summary>Where it calls from: an IP address, or a network such as <c>10.1.2.0/24</c>; empty: anywhere.</summary>
    public string Address { get; init; } = "";

    /// <summary>Where its own listener is, for reports of storage commitment; 0: it has none.</summary>
    public int Port { get; init; }

    /// <summary>Its listener speaks TLS.</summary>
    public bool Tls { get; init; }

    /// <summary><c>echo</c>, <c>send</c> (and echo) or <c>commit</c> (and send and echo).</summary>
    public string Role { get; init; } = "commit";

    /// <summary>Where it may call from; null: anywhere.</summary>
    internal IPNetwork? Network => Parse(Address);

    internal KnownPeer Known() => new(AeTitle, Network, Enum.Parse<PeerRole>(Role, ignoreCase: true));

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (!DicomOptions.IsAeTitle(AeTitle))
        {
            yield return new($"{path}.aeTitle", "is the AE title the peer calls itself, 1 to 16 letters, digits, spaces, '_', '-' or '.'");
        }

        if (Address.Length > 0 && Network is null)
        {
            yield return new($"{path}.address", "is an IP address such as \"10.1.2.3\" or a network such as \"10.1.2.0/24\"");
        }

        if (Port is < 0 or > 65535 || (Port > 0 && !IPAddress.TryParse(Address, out _)))
        {
            yield return new($"{path}.port", "is the TCP port of the peer's own listener, and needs a single IP address");
        }

        if (Role is not ("echo" or "send" or "commit"))
        {
            yield return new($"{path}.role", "is \"echo\", \"send\" or \"commit\"");
        }
    }

    /// <summary>The network that holds this address alone.</summary>
    internal static IPNetwork Single(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);

    private static IPNetwork? Parse(string text) =>
        IPAddress.TryParse(text, out var single) ? Single(single)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;
}
