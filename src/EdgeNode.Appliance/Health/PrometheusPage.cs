using System.Diagnostics.Metrics;
using Prometheus;

namespace EdgeNode.Appliance.Health;

/// <summary>The instruments of <see cref="Metrics"/> as Prometheus reads them (text format 0.0.4). prometheus-net's own adapter of meters shows nothing of them on .NET 10 (ADR 39).</summary>
public sealed class PrometheusPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly MetricFactory _gauges;
    private readonly MeterListener _listener = new();

    public PrometheusPage(Metrics metrics)
    {
        _gauges = Prometheus.Metrics.WithCustomRegistry(_registry);
        DotNetStats.Register(_registry);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (metrics.Has(instrument))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.Start();
        _registry.AddBeforeCollectCallback(_listener.RecordObservableInstruments);
    }

    public Task WriteAsync(Stream to, CancellationToken cancel) => _registry.CollectAndExportAsTextAsync(to, cancel);

    public void Dispose() => _listener.Dispose();

    private void Set(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (names, values) = (new string[tags.Length], new string[tags.Length]);
        for (var i = 0; i < tags.Length; i++)
            (names[i], values[i]) = (tags[i].Key, (string)tags[i].Value!);
        _gauges.CreateGauge($"{Metrics.MeterName}_{instrument.Name}", instrument.Description ?? "", names).WithLabels(values).Set(value);
    }
}
