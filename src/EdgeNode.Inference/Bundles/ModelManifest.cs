using System.Text.Json.Serialization;

namespace EdgeNode.Inference.Bundles;

/// <summary>
/// model.json: what nnU-Net's plans.json and dataset.json do not say about a network, and the SHA-256 of every other file of the bundle.
/// Its own SHA-256 therefore names the whole bundle.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The only schema this version reads.</summary>
    public const string CurrentSchema = "edgenode.model/1";

    public required string Schema { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>False for networks that are test or demonstration equipment.</summary>
    public required bool ClinicalUse { get; init; }

    public required string NnunetVersion { get; init; }

    /// <summary>Name of the configuration in plans.json, e.g. <c>3d_fullres</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>One ONNX file for each fold; their logits are averaged.</summary>
    public required IReadOnlyList<BundleFile> Networks { get; init; }

    /// <summary>The other files of the bundle; plans.json and dataset.json must be among them.</summary>
    public required IReadOnlyList<BundleFile> Files { get; init; }

    /// <summary>The bundle of the stage before inside this one; null where the configuration has no <c>previous_stage</c>.</summary>
    public NestedBundle? PreviousStage { get; init; }

    /// <summary>Which of <see cref="Files"/> is the golden case of the self-test; null where the bundle has none.</summary>
    public string? Golden { get; init; }

    /// <summary>Axes (0 to 2, transposed order) over which tiles are mirrored; null or empty for no mirroring.</summary>
    public IReadOnlyList<int>? MirrorAxes { get; init; }

    /// <summary>Distance of neighbouring tiles as a share of the tile, above 0 and at most 1.</summary>
    public double TileStepSize { get; set; } = 0.5;

    public bool UseGaussian { get; set; } = true;

    /// <summary>Patient directions in which the training arrays' axes z, y, x grow, e.g. <c>SPL</c>.</summary>
    public required string ArrayOrientation { get; init; }

    public required string InputName { get; init; }

    public required string OutputName { get; init; }

    /// <summary>What whoever measures components removes first; null for nothing.</summary>
    public PostprocessingRule? Postprocessing { get; init; }
}

/// <summary>A file of the bundle: name relative to the folder, SHA-256 in hexadecimal.</summary>
public sealed record BundleFile(string File, string Sha256);

/// <summary>A bundle in a folder of the bundle; the SHA-256 is that of its model.json and so names all of it.</summary>
public sealed record NestedBundle(string Folder, string Sha256);

/// <summary>Which components are no findings, for their size at the reference spacing or their probability; and which class one of several has.</summary>
/// <param name="MinComponentVoxels">Voxels at <paramref name="ReferenceSpacingMm"/>.</param>
/// <param name="Connectivity">6, 18 or 26.</param>
/// <param name="ReferenceSpacingMm">Millimetres along z, y, x.</param>
/// <param name="MinClassShare">
/// Share of its voxels, 0 to 1, with which a component has the worst class in it; 0: one voxel is enough. Null: what the program takes. It
/// belongs to the model, because how much of a neighbouring class a network leaves at a node's rim is the network's own.
/// </param>
/// <param name="MinMeanProbability">
/// Components whose voxels have on average less than this probability, 0 to 1, of any foreground class are no findings: the model's operating
/// point between missed nodes and false findings, chosen on data that it was neither trained nor judged on. Null: none is left out.
/// </param>
public sealed record PostprocessingRule(
    int MinComponentVoxels,
    int Connectivity,
    IReadOnlyList<double> ReferenceSpacingMm,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinClassShare = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinMeanProbability = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
public sealed partial class ManifestJson : JsonSerializerContext;
