using System.Text.Json.Serialization;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Contracts;

/// <summary>The one JSON context for everything that is written to result.json or travels to the centre.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    WriteIndented = false)]
[JsonSerializable(typeof(CaseResult))]
[JsonSerializable(typeof(CaseReport))]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(CentreState))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(NodeTable))]
[JsonSerializable(typeof(FeedbackAct))]
[JsonSerializable(typeof(Telemetry))]
[JsonSerializable(typeof(DriftSketch))]
[JsonSerializable(typeof(NodeCrop))]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(CommandReply))]
public sealed partial class ContractsJson : JsonSerializerContext;
