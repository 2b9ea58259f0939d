using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>On SQLite.</summary>
public sealed class SqliteCollectorTests : CollectorTests;

/// <summary>The same tests on a real PostgreSQL.</summary>
public sealed class PostgresCollectorTests : CollectorTests
{
    private readonly Postgres _server = new();
    private readonly string _small = Directory.CreateTempSubdirectory("edgenode-small").FullName;

    [Fact]
    public async Task A_server_killed_in_midstream_loses_nothing_that_was_receipted_and_takes_what_was_not()
    {
        var reports = Enumerable.Range(0, 60).Select(_ => Report() with { Id = Guid.CreateVersion7(), CaseKey = Guid.NewGuid().ToString("N") }).ToList();
        foreach (var report in reports[..30])
            await SendAsync(report);
        await Eventually.TrueAsync(() => Receipted().Count() >= 30, "the first are receipted");
        await _server.KillAsync();
        await SendAsync(reports[30]);
        await _server.StartAsync();

        // What was refused is not receipted; a box sends it again.
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var report in reports)
                    await SendAsync(report);
                return Receipted().Distinct().Count() == reports.Count;
            },
            "everything is receipted");
        Assert.Equal(60, Queries.Facts().Select(fact => fact.Id).Distinct().Count());
        Assert.Equal(60, Queries.Facts().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_of_the_server_ends_receipts_sets_nothing_aside_and_loses_nothing(bool journal)
    {
        await using var disk = await SmallFolder.MountAsync(_small, 64);
        if (disk is null)
            Assert.Skip("Needs the right to mount.");
        if (journal)
        {
            await _server.MoveJournalAsync(_small);
        }
        else
        {
            PeerProgram.Run("install", "-d", "-o", "postgres", "-m", "0700", Path.Combine(_small, "tables"));
            await SqlAsync($"CREATE TABLESPACE small LOCATION '{_small}/tables'");
            await SqlAsync("ALTER TABLE facts SET TABLESPACE small");
        }

        var reports = Enumerable.Range(0, 90).Select(_ => Report() with { Id = Guid.CreateVersion7(), CaseKey = Guid.NewGuid().ToString("N") }).ToList();
        await Eventually.TrueAsync(() => SentAndReceiptedAsync(reports[..30]), "the first are receipted");
        await disk.FillAsync();
        var goodbyes = Goodbyes;
        if (journal)
        {
            // The next word needs another file: the server ends, and cannot begin again while there is no room.
            await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(async () =>
            {
                for (var file = 0; file < 8; file++)
                    await SqlAsync($"CREATE TABLE more{file} (n int); SELECT pg_switch_wal()");
            });
        }

        await Eventually.TrueAsync(
            async () =>
            {
                await SentAndReceiptedAsync(reports);
                return Goodbyes > goodbyes;
            },
            "the collector gives up what it cannot store");
        Assert.NotEqual(reports.Count, Receipted().Distinct().Count());

        disk.MakeRoom();
        await Eventually.TrueAsync(
            async () =>
            {
                if (!_server.IsRunning)
                    await _server.StartAsync();
                return _server.IsUp && await SentAndReceiptedAsync(reports);
            },
            "everything is receipted");
        Assert.Equal(reports.Select(report => report.Id.ToString()).Order(), Queries.Facts().Select(fact => fact.Id).Order());
        Assert.Equal(0, Queries.Counts().Quarantined);
    }

    /// <summary>What a box does: sends everything, until all of it is receipted.</summary>
    private async Task<bool> SentAndReceiptedAsync(List<CaseReport> reports)
    {
        foreach (var report in reports)
            await SendAsync(report);
        return Receipted().Distinct().Count() >= reports.Count;
    }

    private async Task SqlAsync(string command)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{_server.Connection};Pooling=false");
        await connection.OpenAsync();
        await using var run = new Npgsql.NpgsqlCommand(command, connection);
        await run.ExecuteNonQueryAsync();
    }

    protected override async Task<CenterOptions> StoreAsync()
    {
        await _server.StartAsync();
        return new() { Postgres = _server.Connection };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_small, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The real centre behind a real mosquitto; the box is played by hand.</summary>
public abstract class CollectorTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-collector").FullName;
    private readonly Mosquitto _broker = new();
    private readonly IMqttClient _box = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Receipt> _receipts = [];
    private readonly ConcurrentQueue<CentreState> _centre = [];
    private WebApplication _app = null!;

    private CenterOptions _store = null!;

    protected CaseQueries Queries => _app.Services.GetRequiredService<CaseQueries>();

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _store = await StoreAsync();
        _box.ApplicationMessageReceivedAsync += Heard;
        await _box.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", _broker.Port).Build());
        await _box.SubscribeAsync(Topics.Ack("edge-1"), MqttQualityOfServiceLevel.AtLeastOnce);
        await _box.SubscribeAsync(Topics.CentreState, MqttQualityOfServiceLevel.AtLeastOnce);
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        _box.Dispose();
        await _broker.DisposeAsync();
        GC.SuppressFinalize(this);
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
    public async Task What_no_table_can_hold_is_set_aside_receipted_and_stops_nothing_now_and_after_a_restart()
    {
        var (report, endless) = (Samples.Of("report"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8192)));
        (string Sample, string Field, string Value)[] poison =
        [
            ("report", "nodes", "[null]"), ("reclassified", "withdrawsKey", $"\"{endless}\""), ("reclassified", "kind", $"\"{endless}\""),
            ("drift sketch", "week", $"\"{endless}\""), ("drift sketch", "missed", "2147483647"), ("reclassified", "class", "200"),
        ];
        await SendAsync(Topics.NodeState("edge-2"), Damaged("birth", "software", "\"0.1\\u0000\""), null, retain: true);
        await SendAsync(Topics.Health("edge-2"), Damaged("heartbeat", "software", "\"0.1\\u0000\""), null);
        foreach (var (sample, field, value) in poison)
        {
            var bytes = Damaged(sample, field, value);
            await SendAsync(Samples.Of(sample).Topic!, bytes, Id(bytes));
        }

        await SendAsync(report.Topic!, report.Bytes, Id(report.Bytes));
        await Eventually.TrueAsync(() => Receipted().Distinct().Count() == poison.Length + 1, "all are receipted");
        Assert.Equal((1L, (long)poison.Length), Queries.Counts());
        await StopAsync();
        await StartAsync();
        await SendAsync(Report() with { Id = Guid.CreateVersion7() });
        await Eventually.TrueAsync(() => Queries.Counts().Reports == 2, "the next report is stored");
        Assert.DoesNotContain(Queries.Sites(), site => site.Site == "edge-2");
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
        var kept = _app.Services.GetRequiredService<CenterDatabase>().Read(connection => connection.Rows("SELECT payload FROM facts", row => (byte[])row[0])).Single();
        Assert.Equal(later, Encoding.UTF8.GetString(kept));
    }

    [Fact]
    public async Task Every_kind_of_fact_is_kept_once_in_the_order_of_its_coming()
    {
        var facts = Samples.All.Where(sample => sample.Topic is { } topic && Topics.ParseUp(topic) is { Kind: not Topics.HealthKind }).ToList();
        for (var time = 0; time < 2; time++)
        {
            _receipts.Clear();
            foreach (var fact in facts)
                await SendAsync(fact.Topic!, fact.Bytes, Id(fact.Bytes));
            await Eventually.TrueAsync(() => Receipted().Distinct().Count() == facts.Count, "everything is receipted, each time");
        }

        Assert.Equal(facts.Select(fact => Id(fact.Bytes)), Queries.Facts().Select(fact => fact.Id));
        Assert.Equal(0, Queries.Counts().Quarantined);
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

    /// <summary>A sample with a field set to what no box says, and an id of its own.</summary>
    private static byte[] Damaged(string sample, string field, string value)
    {
        var message = JsonNode.Parse(Samples.Of(sample).Bytes)!.AsObject();
        if (message.ContainsKey("id"))
            message["id"] = Guid.CreateVersion7().ToString();
        message[field] = "DAMAGED";
        return Encoding.UTF8.GetBytes(message.ToJsonString().Replace("\"DAMAGED\"", value, StringComparison.Ordinal));
    }

    private static byte[] State(bool online, long bdSeq) => JsonSerializer.SerializeToUtf8Bytes(new NodeState(online, bdSeq, "0.1.0", 0), ContractsJson.Default.NodeState);

    protected static string Id(byte[] report) => JsonDocument.Parse(report).RootElement.GetProperty("id").GetString()!;

    /// <summary>Where the centre keeps what it collects.</summary>
    protected virtual Task<CenterOptions> StoreAsync() => Task.FromResult(new CenterOptions());

    protected static CaseReport Report() => JsonSerializer.Deserialize(Samples.Of("report").Bytes, ContractsJson.Default.CaseReport)!;

    protected Task SendAsync(CaseReport report) =>
        SendAsync(Topics.Result("edge-1"), JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.CaseReport), report.Id.ToString());

    /// <summary>How often the collector has left the broker, as it does where the store refuses.</summary>
    protected int Goodbyes => _centre.Count(state => !state.Online);

    protected IEnumerable<string> Receipted() => _receipts.SelectMany(receipt => receipt.Ids).Select(id => id.ToString());

    private async Task StartAsync()
    {
        _app = CenterService.Build(_store with { Broker = _broker.Address, StoragePath = _folder, Urls = "http://127.0.0.1:0", LongestPause = 0.3 }, _ => { });
        await _app.StartAsync();
        await Eventually.TrueAsync(() => _centre.LastOrDefault() is { Online: true }, "the centre is online");
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task SendAsync(string topic, byte[] payload, string? id, bool retain = false)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
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
