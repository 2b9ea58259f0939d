using System.Net;
using EdgeNode.Dicom.Network;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A listener that answers C-ECHO on a port of the loopback.</summary>
internal sealed class EchoingListener : IAsyncDisposable
{
    public const string AeTitle = "PACS1";
    private readonly WebApplication _app;

    private EchoingListener(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    /// <param name="at">Port; null: a free one.</param>
    /// <param name="places">Associations at one time; 0: all are refused, as where every place is taken.</param>
    public static async Task<EchoingListener> StartAsync(int? at = null, int places = 8)
    {
        var port = at ?? FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IInstanceSink, NoInstances>().AddSingleton(new DicomListenerOptions { AeTitle = AeTitle, MaxAssociations = places }).AddSingleton<DicomConnectionHandler>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseDicom()));
        var app = builder.Build();
        await app.StartAsync();
        return new(app, port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
