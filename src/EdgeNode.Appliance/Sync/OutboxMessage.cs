namespace EdgeNode.Appliance.Sync;

/// <summary>A message that waits to be sent. <c>Kind</c> is the last level of its topic; a lower priority number goes first.</summary>
public sealed record OutboxMessage(Guid Id, string Kind, string Schema, int Priority, byte[] Payload, string? CaseId);

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

/// <summary>How much waits: rows without a receipt, and since when the oldest does.</summary>
public readonly record struct OutboxBacklog(int Count, DateTimeOffset? Oldest);
