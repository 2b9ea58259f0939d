using EdgeNode.Appliance.Hosting.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace EdgeNode.Appliance.Health;

/// <summary>Sends <see cref="Metrics"/> to a collector by OTLP, once a minute (<c>OTEL_METRIC_EXPORT_INTERVAL</c>, milliseconds), while <c>metrics.otlp</c> names one.</summary>
internal static class MetricsExport
{
    public static IServiceCollection AddMetricsExport(this IServiceCollection services, MetricsOptions options, string node)
    {
        if (options.Otlp.Length > 0)
        {
            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.Clear().AddService(Metrics.MeterName, serviceVersion: ApplianceHealth.Version, serviceInstanceId: node))
                .WithMetrics(metrics => metrics
                    .AddMeter(Metrics.MeterName)
                    .AddView(instrument => new MetricStreamConfiguration { Name = $"{Metrics.MeterName}.{instrument.Name}" })
                    .AddOtlpExporter(otlp => (otlp.Endpoint, otlp.Protocol) = (new(options.Otlp), OtlpExportProtocol.HttpProtobuf)));
        }

        return services;
    }
}
