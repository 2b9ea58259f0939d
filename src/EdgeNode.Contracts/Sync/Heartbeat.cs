namespace EdgeNode.Contracts.Sync;

/// <summary>
/// A box's sign of life, <c>edge.health/1</c>. It is not queued and gets no receipt: the next one is better than an old one.
/// </summary>
public sealed record Heartbeat
{
    public const string SchemaId = "edge.health/1";

    public string Schema { get; init; } = SchemaId;

    public required long BdSeq { get; init; }

    /// <summary>Counts from 1 within a connection: a gap is a lost heartbeat.</summary>
    public required long Sequence { get; init; }

    /// <summary>The box's clock (UTC), so that the centre can see it drift.</summary>
    public required DateTimeOffset Sent { get; init; }

    public required string Software { get; init; }

    public required int Unsent { get; init; }

    /// <summary>Age of the oldest message without a receipt, in whole seconds; null when none waits.</summary>
    public long? OldestUnsentSeconds { get; init; }
}
