using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeNode.Dicom.Network.Security;

/// <summary>
/// TLS for both sides of an association after BCP 195 (PS3.15 annex B.12: RFC 8996, RFC 9325): TLS 1.2 and 1.3 only, ephemeral key agreement
/// and authenticated encryption only.
/// </summary>
public sealed class DicomTls
{
    private readonly X509Certificate2? _certificate;
    private readonly SslStreamCertificateContext? _context;
    private readonly X509Certificate2Collection? _authorities;
    private readonly bool _requirePeerCertificate;

    private DicomTls(X509Certificate2? certificate, X509Certificate2Collection? authorities, bool requirePeerCertificate)
    {
        (_certificate, _authorities, _requirePeerCertificate) = (certificate, authorities, requirePeerCertificate);
        _context = certificate is null ? null : SslStreamCertificateContext.Create(certificate, authorities, offline: true);
    }

    /// <summary>From PEM files.</summary>
    /// <param name="certificate">Our certificate; empty for a sender that shows none.</param>
    /// <param name="key">Private key of it.</param>
    /// <param name="authorities">Who may have issued the peer's certificate; empty takes the authorities of the operating system.</param>
    /// <param name="requirePeerCertificate">As a receiver: refuse senders without a certificate of <paramref name="authorities"/>.</param>
    /// <exception cref="CryptographicException">A file is not PEM, or key and certificate do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DicomTls Load(string certificate, string key, string authorities, bool requirePeerCertificate)
    {
        var trusted = new X509Certificate2Collection();
        if (authorities.Length > 0) trusted.ImportFromPemFile(authorities);
        return new(certificate.Length == 0 ? null : X509Certificate2.CreateFromPemFile(certificate, key), authorities.Length == 0 ? null : trusted, requirePeerCertificate);
    }

    /// <summary>Options of the accepting side. Needs a certificate.</summary>
    internal SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificateContext = _context ?? throw new InvalidOperationException("A TLS receiver needs a certificate."),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CipherSuitesPolicy = Suites(),
        AllowRenegotiation = false,
        ClientCertificateRequired = _requirePeerCertificate,
        CertificateChainPolicy = Chain(),
        RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || !_requirePeerCertificate,
    };

    /// <summary>Options of the requesting side.</summary>
    internal SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = host,
        ClientCertificates = _certificate is null ? null : [_certificate],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CipherSuitesPolicy = Suites(),
        AllowRenegotiation = false,
        CertificateChainPolicy = Chain(),
    };

    private X509ChainPolicy Chain()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (_authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    /// <summary>RFC 9325 section 4.2. Systems whose TLS library does not let programs choose keep their own list.</summary>
    private static CipherSuitesPolicy? Suites() => !OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS() ? null : new(
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]);
}
