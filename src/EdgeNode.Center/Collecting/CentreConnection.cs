using System.Text.Json;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeNode.Center.Collecting;

/// <summary>
/// How a centre connects: MQTT 5, session expiry 0 (a dead member of a shared subscription must not park its share), state and will.
/// </summary>
internal static class CentreConnection
{
    /// <summary>MQTTnet's default of 8 KiB switches the kernel's own buffer sizing off and stalls large messages.</summary>
    private const int SocketBuffer = 1 << 20;

    /// <summary>Messages that a broker may leave unacknowledged here: two batches.</summary>
    private const int MostUnacknowledged = 1000;

    public static MqttClientOptions Options(CenterOptions options)
    {
        var address = options.Address;
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"edge-centre-{options.Id}")
            .WithTcpServer(address.Host, address.Port)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithReceiveMaximum(MostUnacknowledged)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(10))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithWillTopic(Topics.CentreState)
            .WithWillPayload(StatePayload(options, online: false))
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

    /// <summary>Reports by a subscription that all centres share where the broker offers that, plainly where not; states always plainly.</summary>
    public static MqttClientSubscribeOptions Subscriptions(bool shared) => new()
    {
        TopicFilters =
        [
            AtLeastOnce(shared ? Topics.SharedUp("centre") : Topics.AllUp),
            AtLeastOnce(Topics.AllStates),
        ],
    };

    public static MqttApplicationMessage State(CenterOptions options, bool online) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.CentreState)
        .WithPayload(StatePayload(options, online))
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithRetainFlag()
        .Build();

    public static MqttApplicationMessage Receipt(string node, Receipt receipt) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Ack(node))
        .WithPayload(JsonSerializer.SerializeToUtf8Bytes(receipt, ContractsJson.Default.Receipt))
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithContentType($"application/json; schema={Contracts.Sync.Receipt.SchemaId}")
        .Build();

    private static MqttTopicFilter AtLeastOnce(string topic) => new() { Topic = topic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce };

    private static byte[] StatePayload(CenterOptions options, bool online) =>
        JsonSerializer.SerializeToUtf8Bytes(new CentreState(online, options.Id), ContractsJson.Default.CentreState);
}
