using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.TestPeers;

/// <summary>A certificate authority with certificates for <c>localhost</c> and the given names, as PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly DateTimeOffset Until = From.AddYears(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-ca").FullName;

    public TestAuthority(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=EdgeNode test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(From, Until);
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), authority.ExportCertificatePem());
        foreach (var (name, i) in names.Prepend("localhost").Select((name, i) => (name, i)))
            Issue(authority, name, (byte)(i + 1));
    }

    public TlsFiles Files(string name) => new()
    {
        Authority = Path.Combine(_folder, "ca.pem"),
        Certificate = Path.Combine(_folder, $"{name}.pem"),
        Key = Path.Combine(_folder, $"{name}.key"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Issue(X509Certificate2 authority, string name, byte serial)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(name);
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(authority, From, Until, [serial]);
        File.WriteAllText(Files(name).Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Files(name).Key, key.ExportPkcs8PrivateKeyPem());
    }
}
