using EdgeNode.Contracts.Sync;

namespace EdgeNode.Contracts.Schemas;

/// <summary>
/// JSON Schemas (draft 2020-12) of what is written and sent, by schema id. Unknown fields are allowed everywhere: a minor version adds
/// fields, and a reader of the same major version must accept them.
/// </summary>
public static class SchemaFiles
{
    /// <summary>Schema ids: result.json, then every message.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        "edgenode.result/1", CaseReport.SchemaId, NodeTable.SchemaId, FeedbackAct.SchemaId, Telemetry.SchemaId, DriftSketch.SchemaId,
        NodeCrop.SchemaId, NodeState.SchemaId, Heartbeat.SchemaId, Receipt.SchemaId, CentreState.SchemaId, Command.SchemaId, CommandReply.SchemaId,
    ];

    /// <exception cref="FileNotFoundException">There is no such schema.</exception>
    public static string Of(string id)
    {
        var file = $"{id.Replace('/', '.')}.json";
        using var stream = typeof(SchemaFiles).Assembly.GetManifestResourceStream($"EdgeNode.Contracts.Schemas.{file}")
            ?? throw new FileNotFoundException("The schema is not in this build.", file);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
