using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.TrainingData;

/// <summary>
/// One phantom as the training script reads it: SEED.ct (int16 HU), SEED.label (uint8), SEED.json (size and spacing in z,y,x, nodes).
/// Scanned on the grid of its protocol, cropped to the body and 10 mm of air, clipped to CTNormalization's window and brought to 1.5 x 1 x 1 mm
/// as the appliance brings a scan to its network: grain, steps of thick slices and edges are those that the network meets.
/// </summary>
internal static class TrainingCase
{
    private const short BodyHu = -300;
    private const double MarginMm = 10;

    // As intensity_properties in cases.py: nnU-Net normalises, and so clips, before it resamples.
    private const short LowestHu = -160;
    private const short HighestHu = 350;

    private static readonly ArraySpacing Spacing = new(1.5, 1, 1);

    // As resampling_fn_data_kwargs of plans.json.
    private static readonly ResamplingRule Rule = new(InterpolationOrder.Cubic);

    public static async Task WriteAsync(string folder, ulong seed)
    {
        // Every other neck has nodes of all three classes: patients without an involved node are many, and teach no extension.
        var options = PhantomProtocol.Draw(seed) with { Nodes = seed % 2 == 0 ? null : 6 + (int)(seed % 7) };
        var study = PhantomStudy.Create(options);
        var (low, from) = BodyBox(study.Ct);
        var native = study.Ct.Geometry.SpacingMm;
        var spacing = new ArraySpacing(native.Z, native.Y, native.X);
        var to = spacing.Resampled(from, Spacing);
        var name = Path.Combine(folder, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await File.WriteAllBytesAsync(name + ".ct", MemoryMarshal.AsBytes(Image(study.Ct, low, from, to, spacing).AsSpan()).ToArray());
        await File.WriteAllBytesAsync(name + ".label", Labels(study.Truth, low, from, to));
        var header = new CaseHeader(
            [to.A0, to.A1, to.A2], [Spacing.A0, Spacing.A1, Spacing.A2], study.Contrast,
            [.. study.Nodes.Select(n => new CaseNode(n.Class, n.Level, n.ShortAxisMm, n.Voxels))]);
        await File.WriteAllTextAsync(name + ".json", JsonSerializer.Serialize(header, CaseJson.Default.CaseHeader));
    }

    private static short[] Image(Volume<short> ct, GridSize low, ArrayShape from, ArrayShape to, ArraySpacing spacing)
    {
        var resampled = VolumeResampler.Resample(Plane, from, to, spacing, Spacing, Rule, CancellationToken.None);
        return Array.ConvertAll(resampled, v => (short)MathF.Round(v));

        void Plane(int z, Span<float> plane)
        {
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = Math.Clamp(ct.Span[ct.IndexOf(low.X + (i % from.A2), low.Y + (i / from.A2), low.Z + z)], LowestHu, HighestHu);
            }
        }
    }

    /// <summary>Each voxel has the label of the scan's voxel that its centre lies in.</summary>
    private static byte[] Labels(Volume<byte> truth, GridSize low, ArrayShape from, ArrayShape to)
    {
        var labels = new byte[to.Voxels];
        for (var i = 0; i < labels.Length; i++)
        {
            int row = i / to.A2, z = row / to.A1;
            labels[i] = truth.Span[truth.IndexOf(low.X + At(i % to.A2, from.A2, to.A2), low.Y + At(row % to.A1, from.A1, to.A1), At(z, from.A0, to.A0))];
        }

        return labels;

        static int At(int index, int from, int to) => (int)((index + 0.5) * from / to);
    }

    private static (GridSize Low, ArrayShape Shape) BodyBox(Volume<short> ct)
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

        int marginX = (int)(MarginMm / ct.Geometry.SpacingMm.X), marginY = (int)(MarginMm / ct.Geometry.SpacingMm.Y);
        var low = new GridSize(Math.Max(0, x0 - marginX), Math.Max(0, y0 - marginY), 0);
        return (low, new(ct.Size.Z, Math.Min(ct.Size.Y, y1 + marginY + 1) - low.Y, Math.Min(ct.Size.X, x1 + marginX + 1) - low.X));
    }
}

internal sealed record CaseNode(PhantomNodeClass Class, string Level, double ShortAxisMm, int Voxels);

internal sealed record CaseHeader(int[] Size, double[] SpacingMm, bool Contrast, CaseNode[] Nodes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CaseHeader))]
internal sealed partial class CaseJson : JsonSerializerContext;
