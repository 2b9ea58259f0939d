using System.CommandLine;
using System.Security.Cryptography;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Security;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>How a verb speaks to a peer: <c>--tls</c> and the PEM files that go with it.</summary>
internal sealed class PeerOption
{
    private readonly Option<bool> _tls = new("--tls") { Description = "Speak TLS." };
    private readonly Option<string> _authority = File("--ca", "PEM file of the authority of the peer's certificate (default: those of the system).");
    private readonly Option<string> _certificate = File("--cert", "PEM file of our certificate, where the peer asks for one.");
    private readonly Option<string> _key = File("--key", "PEM file of our private key.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _tls, _authority, _certificate, _key })
        {
            command.Add(option);
        }
    }

    /// <summary>The peer; null after the complaint has been printed.</summary>
    public DicomPeer? Read(string text, ParseResult parsed)
    {
        if (!DicomPeer.TryParse(text, out var peer))
        {
            Complaint.Because(new("USAGE", $"'{text}' is not AET@HOST:PORT, such as EDGENODE@127.0.0.1:11112."), ExitCode.Usage);
            return null;
        }

        try
        {
            return parsed.GetValue(_tls) ? peer with { Tls = DicomTls.Load(parsed.GetValue(_certificate)!, parsed.GetValue(_key)!, parsed.GetValue(_authority)!, false) } : peer;
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Complaint.Because(new("USAGE", $"The PEM files of --ca, --cert and --key cannot be used: {unusable.Message}"), ExitCode.Usage);
            return null;
        }
    }

    private static Option<string> File(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => "" };
}
