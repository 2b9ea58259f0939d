using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.TestPeers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Metrics;

namespace EdgeNode.Appliance.Tests.Health;

/// <summary>The text that Prometheus reads, from the box's instruments.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-metrics").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly TechnicalAlarms _technical;
    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly Metrics _metrics;
    private readonly PrometheusPage _page;

    public MetricsTests()
    {
        (_technical, _database) = (new(_time), Database.Open(_folder));
        _outbox = new(_database, _time);
        _metrics = new(_database, new(_outbox), new(new() { Path = _folder }), _technical, _time);
        _page = new(_metrics);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        _metrics.Dispose();
        _outbox.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_measurement_has_the_name_it_always_had()
    {
        var text = await TextAsync();
        Assert.Equal(
            [
                "edgenode_alarm_escalations", "edgenode_alarm_interval_count", "edgenode_alarm_interval_seconds", "edgenode_alarms_unacknowledged", "edgenode_cases", "edgenode_disk_free_fraction",
                "edgenode_evicted_bytes", "edgenode_evicted_cases", "edgenode_instances", "edgenode_outbox_dropped", "edgenode_outbox_unsent",
            ],
            Name().Matches(text).Select(name => name.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("\nedgenode_instances 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nedgenode_cases{state=\"Queued\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nedgenode_alarm_interval_seconds{interval=\"lastSliceToAlarm\",quantile=\"0.95\"} NaN\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\nedgenode_disk_free_fraction 0\.\d+\n", text);
    }

    [Fact]
    public async Task A_technical_alarm_is_1_while_it_stands_and_0_after_it_has_gone()
    {
        _technical.Raise("NO_DICOM", "Nothing comes: look at the scanner.");
        Assert.Contains("edgenode_technical_alarm{code=\"NO_DICOM\"} 1\n", await TextAsync(), StringComparison.Ordinal);
        _technical.Clear("NO_DICOM");
        Assert.Contains("edgenode_technical_alarm{code=\"NO_DICOM\"} 0\n", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_is_sent_the_same_with_the_name_of_the_node_and_one_that_is_away_harms_nobody()
    {
        var port = FreePort.Next();
        using var provider = new ServiceCollection().AddMetricsExport(new() { Otlp = $"http://127.0.0.1:{port}/v1/metrics" }, "edge-7").BuildServiceProvider();
        var meters = provider.GetRequiredService<MeterProvider>();
        Assert.False(meters.ForceFlush(10_000));

        using var collector = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        collector.Start();
        var arrived = collector.GetContextAsync();
        var sent = Task.Run(() => meters.ForceFlush(60_000), TestContext.Current.CancellationToken);
        var context = await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
        context.Response.Close();

        Assert.True(await sent);
        Assert.Equal(("/v1/metrics", "application/x-protobuf"), (context.Request.RawUrl, context.Request.ContentType));
        var text = Encoding.UTF8.GetString(body.ToArray());
        Assert.All(["edgenode.instances", "edgenode.cases", "edgenode.alarm_interval_seconds", "edge-7"], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(edgenode_\w+)[ {]", RegexOptions.Multiline)]
    private static partial Regex Name();

    private async Task<string> TextAsync()
    {
        using var text = new MemoryStream();
        await _page.WriteAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
