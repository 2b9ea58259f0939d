namespace EdgeNode.Appliance.Sync;

/// <summary>Section <c>sync.outbox</c>: how much may wait. Facts wait whatever it takes; intake stops long before they fill a disk.</summary>
public sealed record OutboxOptions
{
    /// <summary>Telemetry that may wait for its receipt; the oldest beyond it is dropped and counted.</summary>
    public double TelemetryMiB { get; init; } = 16;

    /// <summary>How often telemetry and the week's drift sketch are queued; 0 for never.</summary>
    public double TelemetryMinutes { get; init; } = 60;

    internal IEnumerable<(string Path, string Message)> Problems(string path)
    {
        if (TelemetryMiB is not (>= 0 and <= 4096))
            yield return ($"{path}.telemetryMiB", "write MiB from 0 to 4096");
        if (TelemetryMinutes is not (0 or (>= 1 and <= 1440)))
            yield return ($"{path}.telemetryMinutes", "write minutes from 1 to 1440, or 0 for no telemetry");
    }
}
