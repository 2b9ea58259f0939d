using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;

namespace EdgeNode.Contracts.Tests;

/// <summary>What any release wrote or sent must be read by this one.</summary>
public sealed class SampleTests
{
    internal static readonly Dictionary<string, JsonTypeInfo> Types = new()
    {
        ["edgenode.result/1"] = ContractsJson.Default.CaseResult,
        [CaseReport.SchemaId] = ContractsJson.Default.CaseReport,
        [NodeState.SchemaId] = ContractsJson.Default.NodeState,
        [CentreState.SchemaId] = ContractsJson.Default.CentreState,
        [Heartbeat.SchemaId] = ContractsJson.Default.Heartbeat,
        [Receipt.SchemaId] = ContractsJson.Default.Receipt,
        [NodeTable.SchemaId] = ContractsJson.Default.NodeTable,
        [FeedbackAct.SchemaId] = ContractsJson.Default.FeedbackAct,
        [Telemetry.SchemaId] = ContractsJson.Default.Telemetry,
        [DriftSketch.SchemaId] = ContractsJson.Default.DriftSketch,
        [NodeCrop.SchemaId] = ContractsJson.Default.NodeCrop,
        [Command.SchemaId] = ContractsJson.Default.Command,
        [CommandReply.SchemaId] = ContractsJson.Default.CommandReply,
    };

    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_released_sample_is_read_and_loses_nothing(string name)
    {
        var sample = Samples.All.Single(sample => sample.ToString() == name);
        var type = Types[sample.Schema];
        var written = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(sample.Bytes, type), type))!;
        foreach (var (path, value) in Leaves(JsonNode.Parse(sample.Bytes)!, ""))
            Assert.Equal((path, value), (path, Leaves(written, "").Single(leaf => leaf.Path == path).Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_released_sample_is_read_with_fields_of_a_later_minor_version(string name)
    {
        var sample = Samples.All.Single(sample => sample.ToString() == name);
        var later = JsonNode.Parse(sample.Bytes)!.AsObject();
        later["fieldOfALaterVersion"] = new JsonObject { ["x"] = 1 };
        Assert.NotNull(JsonSerializer.Deserialize(later.ToJsonString(), Types[sample.Schema]));
    }

    [Fact]
    public void Every_message_and_file_has_a_sample() => Assert.Equal(Types.Keys.Order(), Samples.All.Select(sample => sample.Schema).Distinct().Order());

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Leaves(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        _ => [(path, Value(node))],
    };

    /// <summary>2 and 2.0, and the two spellings of UTC, are the same.</summary>
    private static string Value(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Number => node.GetValue<JsonElement>().GetDouble().ToString("R"),
        JsonValueKind.String when node.GetValue<JsonElement>().TryGetDateTimeOffset(out var time) => time.ToString("O"),
        _ => node.ToJsonString(),
    };
}
