using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestPeers;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>A centre played by hand, to hold its receipts back.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private readonly Mosquitto _broker = new();
    private readonly IMqttClient _centre = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<MqttApplicationMessage> _reports = [];

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _centre.ApplicationMessageReceivedAsync += arrived =>
        {
            _reports.Enqueue(arrived.ApplicationMessage);
            return Task.CompletedTask;
        };
        await _centre.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", _broker.Port).Build());
        await _centre.SubscribeAsync("edge/v1/+/up/result", MqttQualityOfServiceLevel.AtLeastOnce);
        await SayAsync(Topics.CentreState, JsonSerializer.SerializeToUtf8Bytes(new CentreState(true, "by-hand"), ContractsJson.Default.CentreState), retain: true);
    }

    public async ValueTask DisposeAsync()
    {
        _centre.Dispose();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task The_brokers_word_is_not_enough_only_the_centres_receipt_ends_the_sending()
    {
        await using var box = await Box.StartAsync(_broker.Address);
        await box.AddAsync(1);
        await Eventually.TrueAsync(() => _reports.Count >= 2, "the box sends again what has no receipt");
        Assert.Equal((1, 0L), (box.Status.Unsent, box.Receipts()));
        Assert.Single(_reports.Select(Id).Distinct());

        await SayAsync(Topics.Ack("edge-1"), "not a receipt"u8.ToArray());
        await SayAsync(Topics.Ack("edge-1"), "{\"epoch\":null,\"ids\":null}"u8.ToArray());
        await SayAsync(Topics.Ack("edge-1"), JsonSerializer.SerializeToUtf8Bytes(new Receipt("", [Guid.NewGuid(), Guid.Parse(Id(_reports.First()))]), ContractsJson.Default.Receipt));
        await box.ReceiptedAsync(1);
        Assert.Equal(0, box.Status.Unsent);
    }

    [Fact]
    public async Task What_travels_is_documented_and_carries_its_id_twice()
    {
        await using var box = await Box.StartAsync(_broker.Address);
        await box.AddAsync(1);
        await Eventually.TrueAsync(() => !_reports.IsEmpty, "the report is sent");
        var message = _reports.First();
        var reader = new Utf8JsonReader(message.Payload);
        var report = JsonSerializer.Deserialize(ref reader, ContractsJson.Default.CaseReport)!;
        Assert.Equal(("edge/v1/edge-1/up/result", "application/json; schema=edge.result/1"), (message.Topic, message.ContentType));
        Assert.Equal(report.Id.ToString(), Id(message));
        Assert.Equal(["id", "seq", "epoch"], message.UserProperties.Select(property => property.Name));
    }

    [Fact]
    public async Task A_receipt_that_comes_while_the_box_is_away_waits_at_the_broker_and_nothing_is_sent_twice()
    {
        await using var proxy = new CuttingProxy(_broker.Port);
        await using var box = await Box.StartAsync(new SyncOptions { Broker = $"mqtt://127.0.0.1:{proxy.Port}", Timings = Box.Hurried with { Resend = 30 } });
        await box.AddAsync(1);
        await Eventually.TrueAsync(() => !_reports.IsEmpty, "the report is sent");
        proxy.Refuse();
        await Eventually.TrueAsync(() => !box.Status.Connected, "the box notices");
        await SayAsync(Topics.Ack("edge-1"), JsonSerializer.SerializeToUtf8Bytes(new Receipt("", [Guid.Parse(Id(_reports.First()))]), ContractsJson.Default.Receipt));
        proxy.Accept();
        await box.ReceiptedAsync(1);
        await box.AddAsync(1);
        await Eventually.TrueAsync(() => _reports.Select(Id).Distinct().Count() == 2, "the line is alive");
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public async Task A_command_is_answered_where_it_asks_for_and_an_unknown_one_is_told_so()
    {
        await _centre.SubscribeAsync("edge/v1/+/cmd/reply", MqttQualityOfServiceLevel.AtLeastOnce);
        await _centre.SubscribeAsync("edge/v1/centre/replies", MqttQualityOfServiceLevel.AtLeastOnce);
        await using var box = await Box.StartAsync(_broker.Address);
        await Eventually.TrueAsync(() => box.Status.CentreSeen, "the box is there");
        var (known, unknown) = (new Command(Guid.NewGuid(), Command.Rebirth), new Command(Guid.NewGuid(), "reboot"));
        await SayAsync(Topics.Command("edge-1"), JsonSerializer.SerializeToUtf8Bytes(unknown, ContractsJson.Default.Command));
        await _centre.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Command("edge-1")).WithPayload(JsonSerializer.SerializeToUtf8Bytes(known, ContractsJson.Default.Command))
            .WithResponseTopic("edge/v1/centre/replies").WithCorrelationData("c1"u8.ToArray()).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        await Eventually.TrueAsync(() => _reports.Count == 2, "both are answered");
        var replies = _reports.Select(message => (message.Topic, JsonSerializer.Deserialize(message.Payload.ToArray(), ContractsJson.Default.CommandReply)!)).ToList();
        Assert.Contains((Topics.CommandReply("edge-1"), new CommandReply(unknown.Id, SyncCommands.Unknown)), replies);
        Assert.Contains(("edge/v1/centre/replies", new CommandReply(known.Id, SyncCommands.Done)), replies);
        Assert.Equal("c1", System.Text.Encoding.UTF8.GetString(_reports.Single(message => message.Topic == "edge/v1/centre/replies").CorrelationData));
    }

    private static string Id(MqttApplicationMessage message) => message.UserProperties.First(property => property.Name == Topics.IdProperty).ReadValueAsString();

    private async Task SayAsync(string topic, byte[] payload, bool retain = false) => await _centre.PublishAsync(new MqttApplicationMessageBuilder()
        .WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
}
