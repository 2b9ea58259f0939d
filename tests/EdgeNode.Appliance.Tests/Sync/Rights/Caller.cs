using System.Collections.Concurrent;
using System.Text;
using EdgeNode.Contracts.Broker;
using EdgeNode.TestPeers;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeNode.Appliance.Tests.Sync.Rights;

/// <summary>A client of the broker that a test plays by hand.</summary>
internal sealed class Caller : IDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<string> _heard = [];

    private Caller() => _client.ApplicationMessageReceivedAsync += message =>
    {
        _heard.Enqueue($"{message.ApplicationMessage.Topic} {Encoding.UTF8.GetString(message.ApplicationMessage.Payload)}");
        return Task.CompletedTask;
    };

    /// <summary>Topic and payload of everything that came, in its order.</summary>
    public IReadOnlyCollection<string> Heard => _heard;

    /// <summary>Connects with a certificate, in MQTT 5.</summary>
    /// <param name="adjust">What is unusual about it.</param>
    /// <exception cref="Exception">The broker does not let it in.</exception>
    public static async Task<Caller> ConnectAsync(int port, TlsFiles files, Action<MqttClientOptionsBuilder>? adjust = null)
    {
        var options = Begun(port).WithTlsOptions(tls => tls
            .UseTls()
            .WithTrustChain(files.LoadAuthority())
            .WithClientCertificates([files.LoadCertificate()])
            .WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck));
        adjust?.Invoke(options);
        return await ConnectAsync(options);
    }

    /// <summary>Connects with what the caller has said, and nothing else.</summary>
    public static async Task<Caller> ConnectAsync(MqttClientOptionsBuilder options)
    {
        var caller = new Caller();
        try
        {
            var welcome = await caller._client.ConnectAsync(options.Build());
            return welcome.ResultCode == MqttClientConnectResultCode.Success ? caller : throw new IOException(welcome.ResultCode.ToString());
        }
        catch
        {
            caller.Dispose();
            throw;
        }
    }

    public static MqttClientOptionsBuilder Begun(int port) =>
        new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("localhost", port).WithTimeout(TimeSpan.FromSeconds(20));

    /// <summary>What the broker says to a message: <c>Success</c> or <c>NotAuthorized</c>.</summary>
    public async Task<string> SayAsync(string topic, string payload, string? answerTo = null, bool retain = false)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        var said = await _client.PublishAsync((answerTo is null ? message : message.WithResponseTopic(answerTo)).Build());
        return said.IsSuccess ? "Success" : said.ReasonCode.ToString();
    }

    /// <summary>The broker may grant or refuse; what counts is what comes.</summary>
    public async Task ListenAsync(params string[] topics)
    {
        foreach (var topic in topics)
            await _client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = [new MqttTopicFilter { Topic = topic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }] });
    }

    public Task HearsAsync(string words) => Eventually.TrueAsync(() => _heard.Any(line => line.Contains(words, StringComparison.Ordinal)), $"it hears {words}");

    public void Dispose() => _client.Dispose();
}
