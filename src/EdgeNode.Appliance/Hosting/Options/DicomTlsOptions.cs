using System.Security.Cryptography;
using EdgeNode.Dicom.Network.Security;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>dicom.tls</c>: DICOM over TLS on a second port (PS3.15 annex B.12). Off while no certificate is named.</summary>
public sealed record DicomTlsOptions
{
    public int Port { get; init; } = 2762;

    /// <summary>PEM file of our certificate, with those between it and its authority.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file of its private key.</summary>
    public string Key { get; init; } = "";

    /// <summary>PEM file of the authorities that issue the peers' certificates; empty takes those of the operating system.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Refuse peers that show no certificate of <see cref="Authority"/>.</summary>
    public bool RequireClientCertificate { get; init; }

    // Read once: listener and reports show the same certificate even while somebody replaces the files.
    private DicomTls? _loaded;

    public bool IsOn => Certificate.Length > 0;

    /// <summary>What the files held when they were first asked for; a restart takes new ones.</summary>
    /// <exception cref="CryptographicException">A file is not PEM, or key and certificate do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public DicomTls Load() => _loaded ??= DicomTls.Load(Certificate, Key, Authority, RequireClientCertificate);

    /// <summary>What is wrong with the files themselves; null when they can be used.</summary>
    internal OptionError? Unusable()
    {
        try
        {
            _ = IsOn ? Load() : null;
            return null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new("dicom.tls", $"names PEM files that cannot be used: {unusable.Message}");
        }
    }

    internal DicomTlsOptions Rooted(string folder) => this with { _loaded = null, Certificate = Rooted(Certificate, folder), Key = Rooted(Key, folder), Authority = Rooted(Authority, folder) };

    internal IEnumerable<OptionError> Validate()
    {
        if (!IsOn && (Key.Length > 0 || Authority.Length > 0 || RequireClientCertificate))
        {
            yield return new("dicom.tls.certificate", "names the PEM file of this box's certificate; without it there is no TLS port");
        }

        if (IsOn && Key.Length == 0)
        {
            yield return new("dicom.tls.key", "names the PEM file of the certificate's private key");
        }

        if (RequireClientCertificate && Authority.Length == 0)
        {
            yield return new("dicom.tls.authority", "names the PEM file of the authority whose certificates the peers must show");
        }

        if (Port is < 0 or > 65535)
        {
            yield return new("dicom.tls.port", "is a TCP port from 1 to 65535, such as 2762 (0 takes a free one)");
        }
    }

    private static string Rooted(string file, string folder) => file.Length == 0 ? "" : Path.GetFullPath(file, folder);
}
