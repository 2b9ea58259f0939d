using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeNode.Appliance.Sync;

/// <summary>How this box connects: MQTT 5, a session that outlives the connection, its death certificate as the will.</summary>
internal static class BrokerConnection
{
    /// <summary>
    /// MQTTnet gives its default of 8 KiB to SO_RCVBUF and SO_SNDBUF, which switches the kernel's own sizing off: 256 KiB messages went
    /// through at 2 MiB/s, and at 104 MiB/s with this.
    /// </summary>
    private const int SocketBuffer = 1 << 20;

    /// <summary>Receipts and commands that the broker may leave unacknowledged here.</summary>
    private const int MostUnacknowledged = 64;

    public static MqttClientOptions Options(SyncOptions options, NodeState death) => Finished(Begun(options, $"edge-{options.Node}")
        .WithCleanStart(false)
        .WithSessionExpiryInterval(SessionExpiry(options))
        .WithReceiveMaximum(MostUnacknowledged)
        .WithWillTopic(Topics.NodeState(options.Node))
        .WithWillPayload(JsonSerializer.SerializeToUtf8Bytes(death, ContractsJson.Default.NodeState))
        .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithWillRetain());

    /// <summary>To look whether the broker answers: another client id, no session and no will.</summary>
    public static MqttClientOptions Quiet(SyncOptions options) =>
        Finished(Begun(options, $"edge-{options.Node}-check").WithCleanStart(true).WithSessionExpiryInterval(0));

    /// <summary>For how many seconds receipts and commands wait at the broker.</summary>
    public static uint SessionExpiry(SyncOptions options) => (uint)Math.Round(options.SessionHours * 3600);

    public static MqttApplicationMessage Message(OutboxRow row, string node, string epoch) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Up(node, row.Kind))
        .WithPayload(row.Payload)
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithContentType($"application/json; schema={row.Schema}")
        .WithUserProperty(Topics.IdProperty, Encoding.UTF8.GetBytes(row.Id.ToString()))
        .WithUserProperty(Topics.SequenceProperty, Encoding.UTF8.GetBytes($"{row.Sequence}"))
        .WithUserProperty(Topics.EpochProperty, Encoding.UTF8.GetBytes(epoch))
        .Build();

    public static MqttApplicationMessage State(string node, NodeState state) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.NodeState(node))
        .WithPayload(JsonSerializer.SerializeToUtf8Bytes(state, ContractsJson.Default.NodeState))
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithRetainFlag()
        .Build();

    /// <summary>A sign of life that is worth nothing once the next one is due.</summary>
    public static MqttApplicationMessage Health(string node, Heartbeat heartbeat, double seconds) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Health(node))
        .WithPayload(JsonSerializer.SerializeToUtf8Bytes(heartbeat, ContractsJson.Default.Heartbeat))
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithContentType($"application/json; schema={Heartbeat.SchemaId}")
        .WithMessageExpiryInterval((uint)Math.Ceiling(seconds))
        .Build();

    /// <summary>An answer goes where the asker wants it, as long as that is in our tree.</summary>
    public static MqttApplicationMessage Reply(string node, CommandReply reply, MqttApplicationMessage asked)
    {
        var own = asked.ResponseTopic is { } wanted && wanted.StartsWith($"{Topics.Root}/", StringComparison.Ordinal) && wanted.AsSpan().IndexOfAny('+', '#') < 0;
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(own ? asked.ResponseTopic : Topics.CommandReply(node))
            .WithPayload(JsonSerializer.SerializeToUtf8Bytes(reply, ContractsJson.Default.CommandReply))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType($"application/json; schema={CommandReply.SchemaId}");
        return (asked.CorrelationData is { Length: > 0 } correlation ? message.WithCorrelationData(correlation) : message).Build();
    }

    private static MqttClientOptionsBuilder Begun(SyncOptions options, string clientId)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(clientId)
            .WithTcpServer(options.Address.Host, options.Address.Port)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.Timings.KeepAlive))
            .WithTimeout(TimeSpan.FromSeconds(options.Timings.Timeout));
        return options is { Address.Tls: true, Tls: { } files }
            ? builder.WithTlsOptions(tls => tls
                .UseTls()
                .WithTrustChain(files.LoadAuthority())
                .WithClientCertificates([files.LoadCertificate()])
                .WithRevocationMode(X509RevocationMode.NoCheck))
            : builder;
    }

    private static MqttClientOptions Finished(MqttClientOptionsBuilder builder)
    {
        var built = builder.Build();
        ((MqttClientTcpOptions)built.ChannelOptions).BufferSize = SocketBuffer;
        return built;
    }
}
