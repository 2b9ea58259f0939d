using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeNode.Inference.Bundles;

/// <summary>The part of nnU-Net v2's plans.json that inference reads. Unknown keys are planning's business and ignored.</summary>
internal sealed record PlansFile
{
    public required int[] TransposeForward { get; init; }

    public required int[] TransposeBackward { get; init; }

    public string? LabelManager { get; init; }

    public required Dictionary<string, JsonObject> Configurations { get; init; }

    /// <summary>Keys are channel numbers.</summary>
    public Dictionary<string, IntensityProperties>? ForegroundIntensityPropertiesPerChannel { get; init; }

    /// <summary>The same under its name before nnU-Net 2.0.</summary>
    public Dictionary<string, IntensityProperties>? ForegroundIntensityPropertiesByModality { get; init; }
}

/// <summary>Statistics of the training data's foreground in HU, as CTNormalization uses them.</summary>
internal sealed record IntensityProperties
{
    public required double Mean { get; init; }

    public required double Std { get; init; }

    [JsonPropertyName("percentile_00_5")]
    public required double Percentile005 { get; init; }

    [JsonPropertyName("percentile_99_5")]
    public required double Percentile995 { get; init; }
}

/// <summary>One entry of <c>configurations</c>, what it inherits already merged in.</summary>
internal sealed record ConfigurationEntry
{
    public required double[] Spacing { get; init; }

    public required int[] PatchSize { get; init; }

    public required string[] NormalizationSchemes { get; init; }

    public required bool[] UseMaskForNorm { get; init; }

    public string PreprocessorName { get; init; } = "DefaultPreprocessor";

    public required string ResamplingFnData { get; init; }

    public ResamplingArguments ResamplingFnDataKwargs { get; init; } = new();

    public required string ResamplingFnProbabilities { get; init; }

    public ResamplingArguments ResamplingFnProbabilitiesKwargs { get; init; } = new();

    /// <summary>Set for the second stage of a cascade.</summary>
    public string? PreviousStage { get; init; }

    /// <summary>Absent from plans before nnU-Net 2.4.</summary>
    public ArchitectureEntry? Architecture { get; init; }
}

internal sealed record ArchitectureEntry
{
    public ArchitectureArguments? ArchKwargs { get; init; }
}

internal sealed record ArchitectureArguments
{
    /// <summary>Stride of each stage along each axis.</summary>
    public int[][]? Strides { get; init; }
}

internal sealed record ResamplingArguments
{
    public bool IsSeg { get; init; }

    public int Order { get; init; } = 3;

    public int OrderZ { get; init; }

    public bool? ForceSeparateZ { get; init; }
}

/// <summary>The part of dataset.json that inference reads.</summary>
internal sealed record DatasetFile
{
    public required Dictionary<string, string> ChannelNames { get; init; }

    /// <summary>Label numbers; lists of several numbers are regions.</summary>
    public required Dictionary<string, JsonElement> Labels { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlansFile))]
[JsonSerializable(typeof(ConfigurationEntry))]
[JsonSerializable(typeof(DatasetFile))]
internal sealed partial class NnunetJson : JsonSerializerContext;
