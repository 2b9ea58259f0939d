using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeNode.Inference.Bundles;

// Properties with a default have setters: the generated reader of an init property forgets the default.

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

    public bool[] UseMaskForNorm { get; set; } = [];

    public string PreprocessorName { get; set; } = "DefaultPreprocessor";

    public required string ResamplingFnData { get; init; }

    public ResamplingArguments ResamplingFnDataKwargs { get; set; } = new();

    public required string ResamplingFnProbabilities { get; init; }

    public ResamplingArguments ResamplingFnProbabilitiesKwargs { get; set; } = new();

    public string? ResamplingFnSeg { get; init; }

    public ResamplingArguments ResamplingFnSegKwargs { get; set; } = new() { IsSeg = true, Order = 1 };

    /// <summary>Set for the second stage of a cascade.</summary>
    public string? PreviousStage { get; init; }

    /// <summary>Absent from plans before nnU-Net 2.4.</summary>
    public ArchitectureEntry? Architecture { get; init; }

    /// <summary>Strides of each stage but the first, in plans before nnU-Net 2.4.</summary>
    public int[][]? PoolOpKernelSizes { get; init; }
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

    public int Order { get; set; } = 3;

    public int OrderZ { get; init; }

    public bool? ForceSeparateZ { get; init; }

    public double SeparateZAnisotropyThreshold { get; set; } = 3;

    /// <summary>Of the torch functions; <c>linear</c> where absent.</summary>
    public string Mode { get; set; } = "linear";

    /// <summary>Of the torch functions; <c>nearest-exact</c> where absent.</summary>
    public string AnisoAxisMode { get; set; } = "nearest-exact";

    /// <summary>Of the torch functions.</summary>
    public bool MemefficientSegResampling { get; init; }
}

/// <summary>The part of dataset.json that inference reads.</summary>
internal sealed record DatasetFile
{
    public Dictionary<string, string>? ChannelNames { get; init; }

    /// <summary>The same under its name before nnU-Net 2.0.</summary>
    public Dictionary<string, string>? Modality { get; init; }

    /// <summary>Label numbers; lists of several numbers are regions.</summary>
    public required Dictionary<string, JsonElement> Labels { get; init; }

    /// <summary>The label that each region writes, in the order of the regions.</summary>
    public int[]? RegionsClassOrder { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlansFile))]
[JsonSerializable(typeof(ConfigurationEntry))]
[JsonSerializable(typeof(DatasetFile))]
[JsonSerializable(typeof(ResamplingArguments))]
internal sealed partial class NnunetJson : JsonSerializerContext;
