namespace EdgeNode.Contracts.Sync;

/// <summary>
/// The centre's word that these messages are committed to its disk (or set aside in its quarantine), <c>edge.receipt/1</c>. Only this
/// lets a row leave a box's outbox; a broker's PUBACK does not.
/// </summary>
/// <param name="Epoch">Which database of the box the messages came from; empty where the messages did not say.</param>
/// <param name="Ids">Message ids.</param>
public sealed record Receipt(string Epoch, IReadOnlyList<Guid> Ids)
{
    public const string SchemaId = "edge.receipt/1";

    public string Schema { get; init; } = SchemaId;
}
