namespace EdgeNode.Contracts.Sync;

/// <summary>
/// Further rows of a revision's node table, <c>edge.nodes/1</c>: what did not fit into its <see cref="CaseReport"/>, which counts them in
/// <c>nodesOmitted</c>. The report comes first; pages follow it in order.
/// </summary>
public sealed record NodeTable
{
    public const string SchemaId = "edge.nodes/1";

    public string Schema { get; init; } = SchemaId;

    /// <summary>Message id; the centre stores each id once.</summary>
    public required Guid Id { get; init; }

    public required string CaseKey { get; init; }

    public required int Revision { get; init; }

    /// <summary>1-based.</summary>
    public required int Page { get; init; }

    public required int Pages { get; init; }

    public required IReadOnlyList<ReportedNode> Nodes { get; init; }
}
