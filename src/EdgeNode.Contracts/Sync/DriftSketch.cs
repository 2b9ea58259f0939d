namespace EdgeNode.Contracts.Sync;

/// <summary>
/// What one site's scans and findings looked like in one week, <c>edge.drift/1</c>: counts and histograms, never a case. A week is sent
/// again as it fills; the highest <c>sequence</c> counts.
/// </summary>
public sealed record DriftSketch
{
    public const string SchemaId = "edge.drift/1";

    public string Schema { get; init; } = SchemaId;

    public required Guid Id { get; init; }

    /// <summary>ISO 8601 week, UTC, e.g. <c>2026-W45</c>.</summary>
    public required string Week { get; init; }

    /// <summary>Grows with every sending of the same week.</summary>
    public required long Sequence { get; init; }

    public required int Analysed { get; init; }

    public required int Unsuitable { get; init; }

    public required int Failed { get; init; }

    /// <summary>Analysed studies by priority 1, 2, 3, 4.</summary>
    public required IReadOnlyList<int> Priorities { get; init; }

    /// <summary>Nodes by class: negative, positive, ENE.</summary>
    public required IReadOnlyList<int> Classes { get; init; }

    public required Histogram ShortAxisMm { get; init; }

    public required Histogram VolumeMm3 { get; init; }

    public required Histogram NodesPerStudy { get; init; }

    /// <summary>Mean Hounsfield values of nodes.</summary>
    public required Histogram NodeHu { get; init; }

    /// <summary>Distance of slices.</summary>
    public required Histogram SliceMm { get; init; }

    /// <summary>Studies with contrast medium, without, and not known.</summary>
    public required IReadOnlyList<int> Contrast { get; init; }

    /// <summary>Verdicts of physicians: agreed, rejected, reclassified; and nodes that they marked as missed.</summary>
    public required IReadOnlyList<int> Verdicts { get; init; }

    public required int Missed { get; init; }
}

/// <summary>Counts between edges: the first is below the first edge, the last at or above the last one.</summary>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Counts)
{
    /// <exception cref="ArgumentException">Edges do not grow.</exception>
    public static Histogram Of(IReadOnlyList<double> edges, IEnumerable<double> values)
    {
        if (edges.Zip(edges.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException("Edges must grow.", nameof(edges));
        var counts = new int[edges.Count + 1];
        foreach (var value in values)
            counts[edges.TakeWhile(edge => value >= edge).Count()]++;
        return new(edges, counts);
    }
}
