using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Collecting;

/// <summary>One message as the centre understood it.</summary>
public abstract record Arrival;

/// <summary>
/// A fact to keep once: a <see cref="CaseReport"/>, <see cref="NodeTable"/>, <see cref="FeedbackAct"/>, <see cref="Telemetry"/>,
/// <see cref="DriftSketch"/> or <see cref="NodeCrop"/>, with the bytes it came in: fields that this version does not know are kept there.
/// </summary>
/// <param name="Epoch">Which database of the box numbered it.</param>
/// <param name="Sequence">Its number there; null where the box did not say.</param>
/// <param name="CaseKey">The case it is about; null for what is about the box.</param>
public sealed record FactArrival(
    Guid Id, string Node, string Epoch, long? Sequence, string Kind, string Schema, string? CaseKey, int? Revision, object Content, byte[] Payload) : Arrival;

/// <summary>
/// A message that cannot be used. Set aside, and receipted where it has an id: a box would send it for ever, and it would hold a place in
/// the box's window. <c>Key</c> is the id, or a digest of topic and payload where there is none.
/// </summary>
public sealed record PoisonArrival(string Key, Guid? Id, string Node, string Epoch, string Topic, string Reason, byte[] Payload) : Arrival;

public sealed record StateArrival(string Node, NodeState State) : Arrival;

public sealed record HeartbeatArrival(string Node, Heartbeat Heartbeat) : Arrival;

/// <summary>Nothing to keep: a state or heartbeat that nobody can read, or another centre's doing.</summary>
public sealed record NothingToKeep : Arrival;
