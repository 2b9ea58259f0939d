namespace EdgeNode.Contracts.Sync;

/// <summary>
/// Birth and death of a box, retained on its <c>state</c> topic: <c>edge.state/1</c>. The death is the connection's will. Both carry the
/// connection's number <c>bdSeq</c>, as in Sparkplug B 3.0, which grows with every attempt, so that a late will cannot bury a newer
/// session. <c>software</c> is the version of the box's program; <c>unsent</c> counts messages that wait for a receipt and is null in a
/// will, which is written before anybody can know.
/// </summary>
public sealed record NodeState(bool Online, long BdSeq, string Software, int? Unsent)
{
    public const string SchemaId = "edge.state/1";

    public string Schema { get; init; } = SchemaId;
}

/// <summary>
/// Whether a centre is there to commit and receipt, and which wrote this; retained on <c>edge/v1/centre/state</c>: <c>edge.centre/1</c>.
/// </summary>
public sealed record CentreState(bool Online, string Id)
{
    public const string SchemaId = "edge.centre/1";

    public string Schema { get; init; } = SchemaId;
}
