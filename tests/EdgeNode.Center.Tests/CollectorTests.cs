using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeNode.Center.Tests;

/// <summary>The real centre behind a real mosquitto; the box is played by hand.</summary>
public sealed class CollectorTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-collector").FullName;
    private readonly Mosquitto _broker = new();
    private readonly IMqttClient _box = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Receipt> _receipts = [];
    private readonly ConcurrentQueue<CentreState> _centre = [];
    private WebApplication _app = null!;

    private CaseQueries Queries => _app.Services.GetRequiredService<CaseQueries>();

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _box.ApplicationMessageReceivedAsync += Heard;
        await _box.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", _broker.Port).Build());
        await _box.SubscribeAsync(Topics.Ack("edge-1"), MqttQualityOfServiceLevel.AtLeastOnce);
        await _box.SubscribeAsync(Topics.CentreState, MqttQualityOfServiceLevel.AtLeastOnce);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _box.Dispose();
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_second_delivery_is_absorbed_and_receipted_again()
    {
        var report = Samples.Of("report");
        await SendAsync(report.Topic!, report.Bytes, Id(report.Bytes));
        await Eventually.TrueAsync(() => _receipts.Count == 1, "the first is receipted");
        await SendAsync(report.Topic!, report.Bytes, Id(report.Bytes));
        await Eventually.TrueAsync(() => _receipts.Count == 2, "the second is receipted");
        Assert.Equal((1L, 0L), Queries.Counts());
        Assert.All(_receipts, receipt => Assert.Equal(("e1", Id(report.Bytes)), (receipt.Epoch, receipt.Ids.Single().ToString())));
    }

    [Fact]
    public async Task A_poison_message_is_set_aside_receipted_and_stops_nothing()
    {
        var (report, poison) = (Samples.Of("report"), Guid.CreateVersion7().ToString());
        await SendAsync(report.Topic!, "{\"schema\":\"edge.result/1\"}"u8.ToArray(), poison);
        await SendAsync(report.Topic!, "no id at all"u8.ToArray(), null);
        await SendAsync("edge/v1/NOBODY/up/result", report.Bytes, Guid.NewGuid().ToString());
        await SendAsync(report.Topic!, report.Bytes, Id(report.Bytes));
        await Eventually.TrueAsync(() => Receipted().Contains(Id(report.Bytes)), "the good report is receipted");
        Assert.Contains(poison, Receipted());
        Assert.Equal((1L, 3L), Queries.Counts());
    }

    [Fact]
    public async Task What_was_receipted_is_there_after_a_restart_with_fields_of_a_later_version()
    {
        var report = Samples.Of("report");
        var later = Encoding.UTF8.GetString(report.Bytes).Replace("{\"schema\"", "{\"later\":\"kept\",\"schema\"", StringComparison.Ordinal);
        await SendAsync(report.Topic!, Encoding.UTF8.GetBytes(later), Id(report.Bytes));
        await Eventually.TrueAsync(() => _receipts.Count == 1, "it is receipted");
        await StopAsync();
        await StartAsync();
        Assert.Equal("0123456789abcdef0123456789abcdef", Assert.Single(Queries.Latest(10)).CaseKey);
        var kept = _app.Services.GetRequiredService<CenterDatabase>().Read(connection => connection.Rows("SELECT payload FROM reports", row => (byte[])row[0])).Single();
        Assert.Equal(later, Encoding.UTF8.GetString(kept));
    }

    [Fact]
    public async Task The_list_shows_the_latest_revision_whatever_came_last()
    {
        var report = JsonSerializer.Deserialize(Samples.Of("report").Bytes, ContractsJson.Default.CaseReport)!;
        foreach (var revision in new[] { 2, 1 })
        {
            var sent = JsonSerializer.SerializeToUtf8Bytes(report with { Id = Guid.CreateVersion7(), Revision = revision }, ContractsJson.Default.CaseReport);
            await SendAsync(Topics.Result("edge-1"), sent, null);
        }

        await Eventually.TrueAsync(() => Queries.Counts().Reports == 2, "both are stored");
        Assert.Equal(2, Assert.Single(Queries.Latest(10)).Revision);
    }

    [Fact]
    public async Task A_late_death_does_not_bury_a_newer_session()
    {
        await SendAsync(Topics.NodeState("edge-1"), State(online: true, bdSeq: 8), null);
        await SendAsync(Topics.NodeState("edge-1"), State(online: false, bdSeq: 7), null);
        await SendAsync(Topics.Health("edge-1"), Samples.Of("heartbeat").Bytes, null);
        await Eventually.TrueAsync(() => Queries.Sites() is [{ LastHeartbeat: not null }], "the heartbeat is recorded");
        Assert.True(Queries.Sites()[0].Online);
        await SendAsync(Topics.NodeState("edge-1"), State(online: false, bdSeq: 8), null);
        await Eventually.TrueAsync(() => Queries.Sites() is [{ Online: false }], "its own death is recorded");
    }

    [Fact]
    public async Task A_late_word_that_the_centre_is_gone_is_put_right_and_its_own_goodbye_is_not()
    {
        await Eventually.TrueAsync(() => _centre.LastOrDefault() is { Online: true }, "the centre announces itself");
        await SendAsync(Topics.CentreState, JsonSerializer.SerializeToUtf8Bytes(new CentreState(false, "old"), ContractsJson.Default.CentreState), null);
        await Eventually.TrueAsync(() => _centre.Any(state => !state.Online) && _centre.Last().Online, "the centre puts it right");
        await _app.StopAsync();
        await Eventually.TrueAsync(() => _centre.Last() is { Online: false, Id: "centre" }, "the centre says goodbye");
    }

    private static byte[] State(bool online, long bdSeq) => JsonSerializer.SerializeToUtf8Bytes(new NodeState(online, bdSeq, "0.1.0", 0), ContractsJson.Default.NodeState);

    private static string Id(byte[] report) => JsonDocument.Parse(report).RootElement.GetProperty("id").GetString()!;

    private IEnumerable<string> Receipted() => _receipts.SelectMany(receipt => receipt.Ids).Select(id => id.ToString());

    private async Task StartAsync()
    {
        _app = CenterService.Build(new() { Broker = _broker.Address, StoragePath = _folder, Urls = "http://127.0.0.1:0" }, _ => { });
        await _app.StartAsync();
        await Eventually.TrueAsync(() => _centre.LastOrDefault() is { Online: true }, "the centre is online");
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task SendAsync(string topic, byte[] payload, string? id)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (id is not null)
            message.WithUserProperty(Topics.IdProperty, Encoding.UTF8.GetBytes(id)).WithUserProperty(Topics.EpochProperty, "e1"u8.ToArray());
        await _box.PublishAsync(message.Build());
    }

    private Task Heard(MqttApplicationMessageReceivedEventArgs arrived)
    {
        var reader = new Utf8JsonReader(arrived.ApplicationMessage.Payload);
        if (arrived.ApplicationMessage.Topic == Topics.CentreState)
            _centre.Enqueue(JsonSerializer.Deserialize(ref reader, ContractsJson.Default.CentreState)!);
        else
            _receipts.Enqueue(JsonSerializer.Deserialize(ref reader, ContractsJson.Default.Receipt)!);
        return Task.CompletedTask;
    }
}
