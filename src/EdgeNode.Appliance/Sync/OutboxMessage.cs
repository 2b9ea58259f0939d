namespace EdgeNode.Appliance.Sync;

/// <summary>A message that waits to be sent. <c>Kind</c> is the last level of its topic; a lower priority number goes first.</summary>
public sealed record OutboxMessage(Guid Id, string Kind, string Schema, int Priority, byte[] Payload, string? CaseId)
{
    /// <summary>Telemetry: may be dropped for want of room. Facts never are.</summary>
    public bool Droppable { get; init; }

    /// <summary>A later message of the same slot takes the place of one that still waits; null for messages that stand for themselves.</summary>
    public string? Slot { get; init; }
}

/// <summary>Lanes: the lower number goes first. Cases that were analysed have their own priority, 1 to 4.</summary>
internal static class Lanes
{
    /// <summary>Feedback goes with urgent cases, before calm ones.</summary>
    public const int Feedback = 3;

    /// <summary>After every alarm: no urgency was computed.</summary>
    public const int WithoutPriority = 8;

    public const int Telemetry = 9;
}

/// <summary>Whether a message was taken. Too large is for the caller to deal with: it would never get through.</summary>
public enum EnqueueOutcome
{
    Enqueued,
    TooLarge,
}

/// <summary>A row's place in the sending order, without its payload.</summary>
internal readonly record struct OutboxEntry(long Sequence, Guid Id);

/// <summary>A row as it is sent.</summary>
internal sealed record OutboxRow(long Sequence, Guid Id, string Kind, string Schema, byte[] Payload);

/// <summary>How much waits: messages without a receipt, crops on their way, and since when the oldest does.</summary>
public readonly record struct OutboxBacklog(int Count, DateTimeOffset? Oldest);
