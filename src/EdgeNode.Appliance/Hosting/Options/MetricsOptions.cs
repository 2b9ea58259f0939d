namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>metrics</c>: where the box sends what it measures of itself, beside <c>/metrics</c>.</summary>
public sealed record MetricsOptions
{
    /// <summary>Address for OTLP over HTTP (OpenTelemetry Protocol 1.x, protobuf), such as <c>http://collector:4318/v1/metrics</c>; empty: nothing is sent.</summary>
    public string Otlp { get; init; } = "";

    public IEnumerable<OptionError> Validate()
    {
        if (Otlp.Length > 0 && (!Uri.TryCreate(Otlp, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            yield return new("metrics.otlp", "is an address for OTLP over HTTP, such as \"http://collector:4318/v1/metrics\", or empty");
        }
    }
}
