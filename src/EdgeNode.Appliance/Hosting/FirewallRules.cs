using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Hosting;

/// <summary>
/// The packet filter that belongs to <c>dicom.peers</c>: a stranger's packets end before the service sees them. It guards the DICOM ports and
/// nothing else, so that it can stand beside whatever filter the hospital has.
/// </summary>
public static class FirewallRules
{
    /// <summary>A whole table for <c>nft -f</c>, which takes the place of an earlier one in one step.</summary>
    public static string Of(DicomOptions dicom)
    {
        var ports = dicom.Tls.IsOn ? $"{Number(dicom.Port)}, {Number(dicom.Tls.Port)}" : Number(dicom.Port);
        var text = new StringBuilder()
            .Append("table inet edgenode\ndelete table inet edgenode\ntable inet edgenode {\n  chain dicom {\n")
            .Append("    type filter hook input priority filter; policy accept;\n")
            .Append(CultureInfo.InvariantCulture, $"    tcp dport != {{ {ports} }} accept\n")
            .Append("    iif lo accept\n");
        if (IsOpen(dicom))
        {
            text.Append("    # Anybody may call: dicom.peers is empty, names a peer without an address, or dicom.onlyPeers is false.\n");
        }
        else
        {
            Allow(text, "ip", dicom, AddressFamily.InterNetwork);
            Allow(text, "ip6", dicom, AddressFamily.InterNetworkV6);
            text.Append("    meta l4proto tcp counter drop\n");
        }

        return text.Append("  }\n}\n").ToString();
    }

    private static bool IsOpen(DicomOptions dicom) => dicom.Peers.Count == 0 || !dicom.OnlyPeers || dicom.Peers.Any(peer => peer.Network is null);

    private static void Allow(StringBuilder text, string family, DicomOptions dicom, AddressFamily kind)
    {
        var networks = dicom.Peers.Select(peer => peer.Network!.Value).Where(network => network.BaseAddress.AddressFamily == kind).Select(network => network.ToString()).Distinct().ToList();
        foreach (var network in networks)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {family} saddr {network} accept\n");
        }
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
