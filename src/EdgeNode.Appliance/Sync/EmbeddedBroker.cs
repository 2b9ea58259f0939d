using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// A broker inside the program, for the demo and for a centre on the same machine. Loopback only: it asks nobody who they are. It keeps
/// nothing over a restart, which the outbox makes good.
/// </summary>
public sealed class EmbeddedBroker(SyncOptions options, ILogger<EmbeddedBroker> log) : IHostedService, IDisposable
{
    /// <summary>MQTTnet.Server drops the oldest beyond this without a word; its own default of 1,000 is two windows.</summary>
    private const int MostPendingPerClient = 100_000;

    private MqttServer? _server;

    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(options.EmbeddedPort)
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(MostPendingPerClient)
            .Build());

        // Somebody who looks in with `mosquitto_sub -V 5` gives no name and expects one (MQTT 5, 3.1.3.1); MQTTnet would refuse, and does with 3.1.1.
        _server.ValidatingConnectionAsync += connecting =>
        {
            if (string.IsNullOrEmpty(connecting.ClientId))
                connecting.AssignedClientIdentifier = $"unnamed-{Guid.NewGuid():N}";
            return Task.CompletedTask;
        };
        try
        {
            await _server.StartAsync();
        }
        catch (SocketException taken)
        {
            throw new IOException(
                $"The embedded broker cannot listen on 127.0.0.1:{options.EmbeddedPort}: "
                + "choose another sync.embeddedPort or stop the program that holds it.",
                taken);
        }

        log.BrokerStarted(options.EmbeddedPort);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { IsStarted: true })
            await _server.StopAsync();
    }

    public void Dispose() => _server?.Dispose();
}
