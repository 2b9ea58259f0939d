using System.Text.Json.Serialization;

namespace EdgeNode.Center.Export;

/// <summary>nnU-Net's dataset.json (nnU-Net v2, documentation/dataset_format.md).</summary>
internal sealed record DatasetJson(
    [property: JsonPropertyName("channel_names")] IReadOnlyDictionary<string, string> ChannelNames,
    [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, int> Labels,
    [property: JsonPropertyName("numTraining")] int NumTraining,
    [property: JsonPropertyName("file_ending")] string FileEnding,
    [property: JsonPropertyName("name")] string Name);

/// <summary>One fold of nnU-Net's splits_final.json.</summary>
internal sealed record Fold([property: JsonPropertyName("train")] IReadOnlyList<string> Train, [property: JsonPropertyName("val")] IReadOnlyList<string> Validation);

/// <summary>manifest.json: what an export was made of and every file with its hash. The same facts and blobs give the same manifest.</summary>
internal sealed record ExportManifest(
    string Schema, string Dataset, string Software, string Unreviewed, FactsDigest Facts, FactsDigest Adjudications, IReadOnlyList<ExportedCrop> Crops, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<ExportedFile> Files)
{
    public const string SchemaId = "edge.dataset/1";
}

/// <summary>Which facts or decisions: how many, and SHA-256 over their sorted ids.</summary>
internal sealed record FactsDigest(int Count, string Sha256);

/// <summary>Where a training case comes from.</summary>
internal sealed record ExportedCrop(string Name, string Site, string CaseKey, int Revision, int Node, int Version, IReadOnlyList<string> Why, IReadOnlyList<int> Reviewed, IReadOnlyList<DecidedNode> Adjudicated);

/// <summary>A node whose class in the set is what the central team decided, over whatever physicians at the site said.</summary>
internal sealed record DecidedNode(int Node, string Outcome);

/// <summary>A crop that is not in the set, and the code of why.</summary>
internal sealed record LeftOut(string Name, string Why);

internal sealed record ExportedFile(string Path, long Bytes, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(DatasetJson))]
[JsonSerializable(typeof(IReadOnlyList<Fold>))]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportJson : JsonSerializerContext;
