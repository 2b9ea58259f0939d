using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.SelfTest;

/// <summary>
/// One tile with what the networks of a bundle answered to it on the CPU in FP32 when the bundle was made. A box that computes anything else, beyond
/// a tolerance that the bundle states, must not analyse.
/// </summary>
/// <remarks>A zip file of case.json, hu.i16, labels.u8, logits.f32 and, in the second stage of a cascade, previous.u8; little-endian, a2 contiguous.</remarks>
internal sealed record GoldenCase
{
    public const string CurrentSchema = "edgenode.golden/1";

    private const string DescriptionFile = "case.json", HuFile = "hu.i16", LabelFile = "labels.u8", LogitFile = "logits.f32", PreviousFile = "previous.u8";

    public required GoldenDescription Description { get; init; }

    /// <summary>HU of the tile on the network's grid.</summary>
    public required short[] Hu { get; init; }

    /// <summary>Labels of the stage before on the same grid; null where there is none.</summary>
    public byte[]? Previous { get; init; }

    /// <summary>Labels of the mean logits of all folds.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>Mean logits at every <see cref="GoldenDescription.Stride"/>-th voxel, channel after channel.</summary>
    public required float[] Logits { get; init; }

    /// <exception cref="ModelException">The file is damaged or of another schema.</exception>
    public static GoldenCase Read(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            var description = BundleFolder.Parse(DescriptionFile, Entry(zip, DescriptionFile), GoldenJson.Default.GoldenDescription);
            if (description.Schema != CurrentSchema)
            {
                throw ModelException.Unsupported("golden case", $"schema '{description.Schema}' is not {CurrentSchema}.");
            }

            return new()
            {
                Description = description,
                Hu = MemoryMarshal.Cast<byte, short>(Entry(zip, HuFile)).ToArray(),
                Previous = zip.GetEntry(PreviousFile) is null ? null : Entry(zip, PreviousFile),
                Labels = Entry(zip, LabelFile),
                Logits = MemoryMarshal.Cast<byte, float>(Entry(zip, LogitFile)).ToArray(),
            };
        }
        catch (InvalidDataException)
        {
            throw ModelException.Malformed("golden case", "it is no zip file that can be read.");
        }
    }

    public byte[] Write()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, DescriptionFile, JsonSerializer.SerializeToUtf8Bytes(Description, GoldenJson.Default.GoldenDescription));
            Add(zip, HuFile, MemoryMarshal.AsBytes<short>(Hu));
            Add(zip, LabelFile, Labels);
            Add(zip, LogitFile, MemoryMarshal.AsBytes<float>(Logits));
            if (Previous is not null)
            {
                Add(zip, PreviousFile, Previous);
            }
        }

        return memory.ToArray();
    }

    private static byte[] Entry(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw ModelException.Missing(name, "make the golden case again.")).Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        // One fixed time, so that the same case is the same file.
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }
}

/// <param name="Schema">Format of the file.</param>
/// <param name="Shape">Voxels along a0, a1, a2; the plan's patch.</param>
/// <param name="Channels">Output channels.</param>
/// <param name="Stride">Every how manieth voxel has its logits kept.</param>
/// <param name="MadeWith">What computed them.</param>
/// <param name="Tolerances">What is allowed, for each precision.</param>
internal sealed record GoldenDescription(
    string Schema,
    IReadOnlyList<int> Shape,
    int Channels,
    int Stride,
    string MadeWith,
    IReadOnlyDictionary<string, GoldenTolerance> Tolerances)
{
    [JsonIgnore]
    public ArrayShape Tile => new(Shape[0], Shape[1], Shape[2]);
}

/// <param name="Logit">Largest difference of any kept logit.</param>
/// <param name="LabelShare">Largest share of voxels with another label.</param>
internal sealed record GoldenTolerance(double Logit, double LabelShare);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, WriteIndented = true)]
[JsonSerializable(typeof(GoldenDescription))]
internal sealed partial class GoldenJson : JsonSerializerContext;
