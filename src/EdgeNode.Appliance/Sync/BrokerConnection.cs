using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeNode.Appliance.Sync;

/// <summary>How this box connects: MQTT 5, nothing kept at the broker, its death certificate as the will.</summary>
internal static class BrokerConnection
{
    /// <summary>
    /// MQTTnet gives its default of 8 KiB to SO_RCVBUF and SO_SNDBUF, which switches the kernel's own sizing off: 256 KiB messages went
    /// through at 2 MiB/s, and at 104 MiB/s with this.
    /// </summary>
    private const int SocketBuffer = 1 << 20;

    public static MqttClientOptions Options(SyncOptions options, NodeState death)
    {
        var address = options.Address;
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"edge-{options.Node}")
            .WithTcpServer(address.Host, address.Port)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.Timings.KeepAlive))
            .WithTimeout(TimeSpan.FromSeconds(options.Timings.Timeout))
            .WithWillTopic(Topics.NodeState(options.Node))
            .WithWillPayload(JsonSerializer.SerializeToUtf8Bytes(death, ContractsJson.Default.NodeState))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (address.Tls && options.Tls is { } files)
        {
            builder.WithTlsOptions(tls => tls
                .UseTls()
                .WithTrustChain(files.LoadAuthority())
                .WithClientCertificates([files.LoadCertificate()])
                .WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck));
        }

        var built = builder.Build();
        ((MqttClientTcpOptions)built.ChannelOptions).BufferSize = SocketBuffer;
        return built;
    }

    public static MqttApplicationMessage Message(OutboxRow row, string node, string epoch) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Up(node, row.Kind))
        .WithPayload(row.Payload)
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithContentType($"application/json; schema={row.Schema}")
        .WithUserProperty(Topics.IdProperty, System.Text.Encoding.UTF8.GetBytes(row.Id.ToString()))
        .WithUserProperty(Topics.SequenceProperty, System.Text.Encoding.UTF8.GetBytes($"{row.Sequence}"))
        .WithUserProperty(Topics.EpochProperty, System.Text.Encoding.UTF8.GetBytes(epoch))
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
}
