using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.Security;
using EdgeNode.Dicom.Network.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>The listener as the appliance hosts it: on Kestrel, on a free port of the loopback.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app, FolderSink sink, IReadOnlyList<int> ports) =>
        (_app, Sink, Peer, TlsPort) = (app, sink, new("EDGENODE", "127.0.0.1", ports[0]), ports.Count > 1 ? ports[1] : 0);

    public FolderSink Sink { get; }

    public DicomPeer Peer { get; }

    /// <summary>Of the second port; 0 without TLS.</summary>
    public int TlsPort { get; }

    public DicomConnectionHandler Handler => _app.Services.GetRequiredService<DicomConnectionHandler>();

    public int Open => Handler.OpenAssociations;

    public static async Task<Listener> StartAsync(DicomListenerOptions? options = null, TimeProvider? time = null, DicomTls? tls = null, IStorageCommitment? commitment = null)
    {
        var sink = new FolderSink();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IInstanceSink>(sink).AddSingleton(options ?? new()).AddSingleton(time ?? TimeProvider.System).AddSingleton<DicomConnectionHandler>();
        builder.Services.AddSingleton<IConnectionListenerFactory, DicomTransport>();
        if (commitment is not null) builder.Services.AddSingleton(commitment);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(new DicomEndPoint(System.Net.IPAddress.Loopback, 0), listen => listen.UseDicom());
            if (tls is not null) kestrel.Listen(new DicomEndPoint(System.Net.IPAddress.Loopback, 0), listen => listen.UseDicom(tls));
        });
        var app = builder.Build();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new(app, sink, [.. addresses.Select(address => new Uri(address).Port)]);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Looks again until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Tool.Deadline);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Waited in vain: {what}.");
            await Task.Delay(10);
        }
    }
}
