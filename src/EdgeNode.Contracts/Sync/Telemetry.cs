namespace EdgeNode.Contracts.Sync;

/// <summary>
/// How a box has worked between two moments, <c>edge.telemetry/1</c>: technical figures and counts. Queued like facts and receipted, but the
/// first to be dropped when the box runs out of room; <c>dropped</c> counts that.
/// </summary>
public sealed record Telemetry
{
    public const string SchemaId = "edge.telemetry/1";

    public string Schema { get; init; } = SchemaId;

    public required Guid Id { get; init; }

    /// <summary>UTC, whole hours.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required string Software { get; init; }

    /// <summary>Id and version of the active model; null while there is none.</summary>
    public string? Model { get; init; }

    /// <summary>What it runs on, e.g. <c>CUDA</c>.</summary>
    public string? Provider { get; init; }

    public required double DiskFreeFraction { get; init; }

    public required int Unsent { get; init; }

    /// <summary>Telemetry that was dropped for want of room since the database was made.</summary>
    public required long Dropped { get; init; }

    /// <summary>Connections made since the database was made.</summary>
    public required long Connections { get; init; }

    /// <summary>Results between <c>from</c> and <c>to</c>.</summary>
    public required int Analysed { get; init; }

    public required int Unsuitable { get; init; }

    public required int Failed { get; init; }

    /// <summary>Analysis begun to findings, median and 95th percentile, seconds; null where nothing was analysed.</summary>
    public double? AnalysisMedianSeconds { get; init; }

    public double? AnalysisP95Seconds { get; init; }

    /// <summary>Codes of technical conditions that stood at the end.</summary>
    public IReadOnlyList<string> TechnicalAlarms { get; init; } = [];
}
