using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeNode.Contracts.Broker;

/// <summary>PEM files for a <c>mqtts://</c> broker: who may answer, and who we are.</summary>
public sealed record TlsFiles
{
    /// <summary>Certificates of the authorities that a broker's certificate must come from.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Our certificate. For a box its common name is its node name.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Private key of <see cref="Certificate"/>.</summary>
    public string Key { get; init; } = "";

    /// <summary>Settings that are missing or point at nothing, with what to write.</summary>
    /// <param name="path">Path of this section in the configuration file.</param>
    public IEnumerable<(string Path, string Message)> Problems(string path)
    {
        foreach (var (name, file) in new[] { ("authority", Authority), ("certificate", Certificate), ("key", Key) })
        {
            if (file.Length == 0)
                yield return ($"{path}.{name}", "a mqtts:// broker needs this PEM file");
            else if (!File.Exists(file))
                yield return ($"{path}.{name}", "there is no file at this path");
        }
    }

    /// <exception cref="CryptographicException">A file is not PEM, or key and certificate do not belong together.</exception>
    public X509Certificate2Collection LoadAuthority()
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Authority);
        return authorities;
    }

    /// <summary>Trusts <see cref="Authority"/> alone; nobody is asked about revocation.</summary>
    /// <exception cref="CryptographicException">The file is not PEM.</exception>
    public X509ChainPolicy LoadTrust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(LoadAuthority());
        return policy;
    }

    /// <exception cref="CryptographicException">A file is not PEM, or key and certificate do not belong together.</exception>
    public X509Certificate2 LoadCertificate() => X509Certificate2.CreateFromPemFile(Certificate, Key);
}
