using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Output;

/// <summary>truth.json: the seed, patient and scanner, and every node with class, centre (LPS mm), axes (mm), level, side and voxels.</summary>
internal static class TruthTable
{
    public static void Write(PhantomStudy study, string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(new Truth(study.Seed, study.Contrast, study.Scan, study.Nodes), TruthJson.Default.Truth));

    internal sealed record Truth(ulong Seed, bool Contrast, PhantomScan? Scan, IReadOnlyList<PhantomNode> Nodes);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TruthTable.Truth))]
internal sealed partial class TruthJson : JsonSerializerContext;
