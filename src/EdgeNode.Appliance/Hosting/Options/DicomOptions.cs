using System.Text.RegularExpressions;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>dicom</c>: how scanners reach the box.</summary>
public sealed partial record DicomOptions
{
    /// <summary>1 to 16 printable characters without backslash (PS3.5 6.2, VR AE).</summary>
    public string AeTitle { get; init; } = "EDGENODE";

    public int Port { get; init; } = 11112;

    /// <summary>Address to listen on; <c>0.0.0.0</c> is every interface.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>A second port with TLS.</summary>
    public DicomTlsOptions Tls { get; init; } = new();

    /// <summary>Refuse associations that call another AE title.</summary>
    public bool CheckCalledAe { get; init; } = true;

    /// <summary>The peers that are known. As soon as there is one, only they are let in.</summary>
    public IReadOnlyList<PeerOptions> Peers { get; init; } = [];

    /// <summary>False lets strangers in as well; the peers are then only where reports of storage commitment go.</summary>
    public bool OnlyPeers { get; init; } = true;

    /// <summary><c>refuse</c>: storage SOP classes that cannot be analysed are not accepted; <c>accept</c>: they are kept, as unsuitable cases.</summary>
    public string OtherStorage { get; init; } = "refuse";

    /// <summary>Transfer syntax UIDs in order of preference; empty takes the order of the conformance statement.</summary>
    public IReadOnlyList<string> TransferSyntaxes { get; init; } = [];

    public int MaxAssociations { get; init; } = 32;

    /// <summary>Of these from one address, so that one peer cannot take all places.</summary>
    public int MaxAssociationsPerAddress { get; init; } = 16;

    /// <summary>What text is read in where a data set states no Specific Character Set (PS3.3 C.12.1.1.2), e.g. ISO_IR 100 or GB18030.</summary>
    public string CharacterSet { get; init; } = "ISO_IR 100";

    public DicomLimitOptions Limits { get; init; } = new();

    /// <summary>For how long a report of storage commitment is tried again, hours.</summary>
    public double ReportHours { get; init; } = 72;

    public IEnumerable<OptionError> Validate() => [.. Own(), .. Tls.Validate(), .. Peers.SelectMany((peer, i) => peer.Validate($"dicom.peers[{i}]")), .. Limits.Validate()];

    internal static bool IsAeTitle(string title) => AeTitlePattern().IsMatch(title);

    private IEnumerable<OptionError> Own()
    {
        if (!IsAeTitle(AeTitle))
        {
            yield return new("dicom.aeTitle", "is 1 to 16 letters, digits, spaces, '_', '-' or '.', such as \"EDGENODE\"");
        }

        if (Port is < 0 or > 65535)
        {
            yield return new("dicom.port", "is a TCP port from 1 to 65535, such as 11112 (0 takes a free one)");
        }

        if (!System.Net.IPAddress.TryParse(Address, out _))
        {
            yield return new("dicom.address", "is an IP address of this box, or \"0.0.0.0\" for all of them");
        }

        if (OtherStorage is not ("refuse" or "accept"))
        {
            yield return new("dicom.otherStorage", "is \"refuse\" or \"accept\"");
        }

        if (TransferSyntaxes.Any(uid => TransferSyntax.Find(uid) is null))
        {
            yield return new("dicom.transferSyntaxes", "holds UIDs of transfer syntaxes, such as \"1.2.840.10008.1.2.1\"; docs/dicom-conformance.md lists them");
        }

        if (!Tls.IsOn && Peers.Any(peer => peer.Tls))
        {
            yield return new("dicom.tls.certificate", "is needed to call the peers that are marked \"tls\"");
        }

        if (!EdgeNode.Dicom.DataSets.TextFallback.IsTerm(CharacterSet))
        {
            yield return new("dicom.characterSet", "is a defined term of Specific Character Set, such as \"ISO_IR 100\", \"ISO 2022 IR 149\" or \"GB18030\"");
        }

        if (MaxAssociations is < 1 or > 1000)
        {
            yield return new("dicom.maxAssociations", "is between 1 and 1000");
        }

        if (MaxAssociationsPerAddress is < 1 or > 1000)
        {
            yield return new("dicom.maxAssociationsPerAddress", "is between 1 and 1000");
        }

        if (ReportHours is < 0.01 or > 24 * 365)
        {
            yield return new("dicom.reportHours", "is between 0.01 and 8760 hours, such as 72");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\- ]{1,16}$")]
    private static partial Regex AeTitlePattern();
}
