using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.TrainingData;

/// <summary>
/// One phantom as the training script reads it: SEED.ct (int16 HU), SEED.label (uint8), SEED.json (size and spacing in z,y,x, nodes).
/// Sampled at 1.5 x 1 x 1 mm on a varying field of view, cropped to the body and 10 mm of air.
/// </summary>
internal static class TrainingCase
{
    private const short BodyHu = -300;

    public static async Task WriteAsync(string folder, ulong seed, bool native)
    {
        // Every other neck has nodes of all three classes: patients without an involved node are many, and teach no extension.
        var options = PhantomProtocol.Draw(seed) with { Nodes = seed % 2 == 0 ? null : 6 + (int)(seed % 7) };
        var study = PhantomStudy.Create(options, native ? options.Grid() : TrainingGrid(options));
        var (low, high) = native ? (new GridSize(0, 0, 0), study.Ct.Size) : BodyBox(study.Ct);
        var name = Path.Combine(folder, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await File.WriteAllBytesAsync(name + ".ct", MemoryMarshal.AsBytes(Crop(study.Ct, low, high).AsSpan()).ToArray());
        await File.WriteAllBytesAsync(name + ".label", Crop(study.Truth, low, high));
        var s = study.Ct.Geometry.SpacingMm;
        var header = new CaseHeader(
            [high.Z - low.Z, high.Y - low.Y, high.X - low.X], [s.Z, s.Y, s.X], study.Contrast,
            [.. study.Nodes.Select(n => new CaseNode(n.Class, n.Level, n.ShortAxisMm, n.Voxels))]);
        await File.WriteAllTextAsync(name + ".json", JsonSerializer.Serialize(header, CaseJson.Default.CaseHeader));
    }

    /// <summary>
    /// 1.5 x 1 x 1 mm on a field of view that varies. Noise is drawn for the distance of the voxels, so a coarse grid has the grain of a
    /// resampled scan; the slice profile is that of the protocol.
    /// </summary>
    private static GridGeometry TrainingGrid(PhantomOptions options)
    {
        var field = 200 + (int)(options.Seed * 37 % 101);
        var slices = (int)Math.Round(options.Slices * options.SpacingMm.Z / 1.5);
        return GridGeometry.AxisAligned(new(field, field, slices), new(1, 1, 1.5), new(-field / 2.0, (-field / 2.0) + 2, -(slices - 1) / 2.0 * 1.5));
    }

    private static (GridSize Low, GridSize High) BodyBox(Volume<short> ct)
    {
        int x0 = ct.Size.X, x1 = 0, y0 = ct.Size.Y, y1 = 0;
        for (var z = 0; z < ct.Size.Z; z++)
        {
            var slice = ct.Slice(z);
            for (var i = 0; i < slice.Length; i++)
            {
                if (slice[i] < BodyHu) continue;
                int x = i % ct.Size.X, y = i / ct.Size.X;
                (x0, x1) = (Math.Min(x0, x), Math.Max(x1, x));
                (y0, y1) = (Math.Min(y0, y), Math.Max(y1, y));
            }
        }

        return (new(Math.Max(0, x0 - 10), Math.Max(0, y0 - 10), 0),
            new(Math.Min(ct.Size.X, x1 + 11), Math.Min(ct.Size.Y, y1 + 11), ct.Size.Z));
    }

    private static T[] Crop<T>(Volume<T> volume, GridSize low, GridSize high)
        where T : unmanaged
    {
        int width = high.X - low.X, height = high.Y - low.Y;
        var voxels = new T[width * height * (high.Z - low.Z)];
        for (var z = low.Z; z < high.Z; z++)
        {
            for (var y = low.Y; y < high.Y; y++)
            {
                volume.Span.Slice(volume.IndexOf(low.X, y, z), width).CopyTo(voxels.AsSpan((((z - low.Z) * height) + y - low.Y) * width));
            }
        }

        return voxels;
    }
}

internal sealed record CaseNode(PhantomNodeClass Class, string Level, double ShortAxisMm, int Voxels);

internal sealed record CaseHeader(int[] Size, double[] SpacingMm, bool Contrast, CaseNode[] Nodes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CaseHeader))]
internal sealed partial class CaseJson : JsonSerializerContext;
