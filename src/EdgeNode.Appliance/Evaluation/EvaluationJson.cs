using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Evaluation;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(CaseMeasurement))]
[JsonSerializable(typeof(EvaluationResult))]
[JsonSerializable(typeof(TruthFile))]
[JsonSerializable(typeof(MeasurementSettings))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

/// <summary>What an evaluation reads of truth.json; a truth without it has no strata.</summary>
internal sealed record TruthFile(TruthScan? Scan, IReadOnlyList<JsonElement>? Nodes);

internal sealed record TruthScan(string? Phase, double? SliceThicknessMm, double? NoiseHu);
