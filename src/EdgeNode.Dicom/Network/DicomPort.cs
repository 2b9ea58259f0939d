using EdgeNode.Dicom.Network.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeNode.Dicom.Network;

/// <summary>Makes a Kestrel endpoint a DICOM port.</summary>
public static class DicomPort
{
    /// <summary>
    /// Plain DICOM, or DICOM over TLS where <paramref name="tls"/> is given. All ports of a process share one <see cref="DicomConnectionHandler"/>
    /// from its services, and its limits. A TLS handshake has the time of the ARTIM timer.
    /// </summary>
    public static void UseDicom(this ListenOptions listen, DicomTls? tls = null)
    {
        var handler = listen.ApplicationServices.GetRequiredService<DicomConnectionHandler>();
        listen.Use(handler.Guard);
        if (tls is not null)
        {
            var options = tls.ForServer();
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(options), HandshakeTimeout = handler.HandshakeTimeout });
        }

        listen.Use(_ => handler.OnConnectedAsync);
    }
}
