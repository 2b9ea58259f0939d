using EdgeNode.Dicom.Network;
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

    private Listener(WebApplication app, FolderSink sink, DicomPeer peer) => (_app, Sink, Peer) = (app, sink, peer);

    public FolderSink Sink { get; }

    public DicomPeer Peer { get; }

    public int Open => _app.Services.GetRequiredService<DicomConnectionHandler>().OpenAssociations;

    public static async Task<Listener> StartAsync(DicomListenerOptions? options = null, TimeProvider? time = null)
    {
        var sink = new FolderSink();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IInstanceSink>(sink).AddSingleton(options ?? new()).AddSingleton(time ?? TimeProvider.System).AddSingleton<DicomConnectionHandler>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseConnectionHandler<DicomConnectionHandler>()));
        var app = builder.Build();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new(app, sink, new("EDGENODE", "127.0.0.1", new Uri(address).Port));
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
