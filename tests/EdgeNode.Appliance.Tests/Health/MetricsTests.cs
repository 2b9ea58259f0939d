using System.Text;
using System.Text.RegularExpressions;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace EdgeNode.Appliance.Tests.Health;

/// <summary>The text that Prometheus reads, from the box's instruments.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-metrics").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly TechnicalAlarms _technical;
    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly EdgeNode.Appliance.Health.Metrics _metrics;
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly IDisposable _adapter;

    public MetricsTests()
    {
        (_technical, _database) = (new(_time), Database.Open(_folder));
        _outbox = new(_database, _time);
        _metrics = new(_database, new(_outbox), new(new() { Path = _folder }), _technical, _time);
        _adapter = MeterAdapter.StartListening(new() { Registry = _registry, InstrumentFilterPredicate = instrument => instrument.Meter.Name == EdgeNode.Appliance.Health.Metrics.MeterName });
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        _adapter.Dispose();
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

    [GeneratedRegex(@"^(edgenode_\w+)[ {]", RegexOptions.Multiline)]
    private static partial Regex Name();

    private async Task<string> TextAsync()
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
