using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeNode.Center.Simulation;

/// <summary>
/// A made-up box on the line: birth, heartbeat, messages with a window as a real one has, each case in order, receipts. It keeps nothing over
/// a lost connection: it is a load, not a box.
/// </summary>
internal sealed class SimulatedBox(string node, CenterOptions options, TimeProvider time) : IDisposable
{
    private const int InFlight = 16;

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<Guid, (long Sent, TaskCompletionSource Receipted)> _waiting = [];
    private readonly SemaphoreSlim _inFlight = new(InFlight);

    /// <summary>Seconds from sending to receipt, of every message.</summary>
    public ConcurrentBag<double> Latencies { get; } = [];

    public async Task ConnectAsync(CancellationToken cancel)
    {
        _client.ApplicationMessageReceivedAsync += Receipted;
        await _client.ConnectAsync(Options(), cancel);
        await _client.SubscribeAsync(Topics.Ack(node), MqttQualityOfServiceLevel.AtLeastOnce, cancel);
        await PublishAsync(Topics.NodeState(node), JsonSerializer.SerializeToUtf8Bytes(new NodeState(true, 1, "0.1.0", 0), ContractsJson.Default.NodeState), null, retain: true, cancel);
        await BeatAsync(cancel);
    }

    public Task BeatAsync(CancellationToken cancel) => PublishAsync(
        Topics.Health(node),
        JsonSerializer.SerializeToUtf8Bytes(
            new Heartbeat { BdSeq = 1, Sequence = 1, Sent = time.GetUtcNow(), Software = "0.1.0", Unsent = _waiting.Count, OldestUnsentSeconds = null }, ContractsJson.Default.Heartbeat),
        null,
        retain: false,
        cancel);

    /// <summary>Sends messages of one case or of none, in their order, each on the receipt of the one before.</summary>
    public async Task SendAsync(IEnumerable<SimulatedMessage> messages, CancellationToken cancel)
    {
        foreach (var message in messages)
        {
            var receipted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[message.Id] = (time.GetTimestamp(), receipted);
            await _inFlight.WaitAsync(cancel);
            try
            {
                await PublishAsync(Topics.Up(node, message.Kind), message.Payload, message, retain: false, cancel);
            }
            finally
            {
                _inFlight.Release();
            }

            await receipted.Task.WaitAsync(cancel);
        }
    }

    public async Task DisconnectAsync(CancellationToken cancel)
    {
        await PublishAsync(Topics.NodeState(node), JsonSerializer.SerializeToUtf8Bytes(new NodeState(false, 1, "0.1.0", 0), ContractsJson.Default.NodeState), null, retain: true, cancel);
        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancel);
    }

    public void Dispose()
    {
        _client.Dispose();
        _inFlight.Dispose();
    }

    private MqttClientOptions Options()
    {
        var address = options.Address;
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500).WithClientId($"simulated-{node}").WithTcpServer(address.Host, address.Port).WithTimeout(TimeSpan.FromSeconds(30));
        if (address.Tls && options.Tls is { } files)
            builder.WithTlsOptions(tls => tls.UseTls().WithTrustChain(files.LoadAuthority()).WithClientCertificates([files.LoadCertificate()]));
        var built = builder.Build();
        ((MqttClientTcpOptions)built.ChannelOptions).BufferSize = 1 << 17;
        return built;
    }

    private async Task PublishAsync(string topic, byte[] payload, SimulatedMessage? message, bool retain, CancellationToken cancel)
    {
        var builder = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (message is not null)
        {
            builder.WithContentType($"application/json; schema={message.Schema}")
                .WithUserProperty(Topics.IdProperty, Encoding.ASCII.GetBytes(message.Id.ToString()))
                .WithUserProperty(Topics.EpochProperty, "simulated"u8.ToArray());
        }

        var result = await _client.PublishAsync(builder.Build(), cancel);
        if (!result.IsSuccess)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the broker refused {topic}: {result.ReasonCode}"));
    }

    private Task Receipted(MqttApplicationMessageReceivedEventArgs arrived)
    {
        var receipt = JsonSerializer.Deserialize(arrived.ApplicationMessage.Payload.ToArray(), ContractsJson.Default.Receipt);
        foreach (var id in receipt?.Ids ?? [])
        {
            if (!_waiting.TryRemove(id, out var sent))
                continue;
            Latencies.Add(time.GetElapsedTime(sent.Sent).TotalSeconds);
            sent.Receipted.TrySetResult();
        }

        return Task.CompletedTask;
    }
}
