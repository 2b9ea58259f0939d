using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Where a crop is.</summary>
internal static class CropStates
{
    public const string Wanted = "wanted";
    public const string Held = "held";
    public const string Ready = "ready";
    public const string Sent = "sent";
    public const string Done = "done";
    public const string Dropped = "dropped";
}

/// <summary>A row of <c>crops</c>.</summary>
/// <param name="Hold">Codes of why it is held, or of why it was dropped.</param>
/// <param name="Released">A person let it go.</param>
/// <param name="Crop">What will be told of it; null until it is made.</param>
internal sealed record CropRecord(
    long Id, Guid CaseId, int Revision, int Node, IReadOnlyList<string> Why, string State, string? Hold, bool Released, int Version, NodeCrop? Crop, DateTimeOffset Created)
{
    public static CropRecord Read(SqliteDataReader row) => new(
        (long)row["id"],
        Guid.Parse(row.Text("case_id")!),
        row.Int("revision"),
        row.Int("node"),
        row.Text("why")!.Split(' '),
        row.Text("state")!,
        row.Text("hold"),
        row.Int("released") == 1,
        row.Int("version"),
        row.Text("crop") is { } json ? JsonSerializer.Deserialize(json, ContractsJson.Default.NodeCrop) : null,
        row.Time("created")!.Value);
}
