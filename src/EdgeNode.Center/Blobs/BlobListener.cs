using System.Net;
using System.Security.Cryptography.X509Certificates;
using EdgeNode.Contracts.Broker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace EdgeNode.Center.Blobs;

/// <summary>The port that boxes send blobs to: mutual TLS 1.2 or 1.3, client certificates of the configured authority alone.</summary>
internal static class BlobListener
{
    public static void Listen(KestrelServerOptions kestrel, BlobOptions options)
    {
        if (options.Url is not { } url)
            return;
        var uri = new Uri(url);
        ListenAt(kestrel, uri, listen =>
        {
            if (options is { IsTls: true, Tls: { } files })
                listen.UseHttps(Mutual(files));
        });
    }

    /// <summary>The address of a URL: a number, this machine, or every interface for any other name.</summary>
    public static void ListenAt(KestrelServerOptions kestrel, Uri uri, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
            kestrel.Listen(address, uri.Port, configure);
        else if (uri.IsLoopback)
            kestrel.ListenLocalhost(uri.Port, configure);
        else
            kestrel.ListenAnyIP(uri.Port, configure);
    }

    private static HttpsConnectionAdapterOptions Mutual(TlsFiles files)
    {
        var trust = files.LoadTrust();
        return new()
        {
            ServerCertificate = files.LoadCertificate(),
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (certificate, sent, _) => IsOf(trust, certificate, sent),
        };
    }

    private static bool IsOf(X509ChainPolicy trust, X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain { ChainPolicy = trust.Clone() };
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }
}
