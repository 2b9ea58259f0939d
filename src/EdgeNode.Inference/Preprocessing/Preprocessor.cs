using EdgeNode.Imaging.Resampling;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// From a CT volume to what the network sees, in nnU-Net's order: axes as in training, transpose, crop to non-zero, normalise, resample
/// (nnU-Net 2.8.1 <c>DefaultPreprocessor</c>).
/// </summary>
internal static class Preprocessor
{
    // Between air with its noise and the densest lung or the lightest fat.
    private const int AirHu = -500;

    // Not asked where the shape stays as it is.
    private static readonly ResamplingRule KeepsGrid = new(InterpolationOrder.Nearest);

    /// <summary>The cropped view of the source and the shape it takes at the network's spacing.</summary>
    public static (OrientedView Cropped, ArrayShape Shape) Plan(Volume<short> ct, NetworkPlan plan, ArrayOrientation orientation)
    {
        var cropped = NonZeroBox.Crop(OrientedView.Of(ct.Geometry, orientation, plan.TransposeForward), ct.Span);
        return (cropped, Shape(cropped, plan));
    }

    /// <summary>Shape of a view at the network's spacing.</summary>
    public static ArrayShape Shape(OrientedView view, NetworkPlan plan) =>
        plan.ImageResampling is null ? view.Shape : view.Spacing.Resampled(view.Shape, plan.Spacing);

    /// <param name="previous">Labels of the stage before on the source grid; null where the plan has none.</param>
    public static NetworkImage Run(
        Volume<short> ct,
        OrientedView cropped,
        ArrayShape shape,
        NetworkPlan plan,
        CancellationToken cancellation,
        Volume<byte>? previous = null)
    {
        var needed = plan.Normalization.InMask || (previous is not null && plan.PreviousResampling.Method == LabelResamplingMethod.HighestMap);
        var mask = needed ? NonZeroMask.Of(cropped, ct.Span) : null;
        var table = NormalizationTable.Create(plan.Normalization, cropped, ct.Span, plan.Normalization.InMask ? mask : null);
        var voxels = VolumeResampler.Resample(Plane, cropped.Shape, shape, cropped.Spacing, plan.Spacing, plan.ImageResampling ?? KeepsGrid, cancellation);
        return previous is not { } before
            ? new(voxels, shape) { AirUpTo = table[AirHu - short.MinValue] }
            : new(
                voxels,
                shape,
                PreviousStageLabels.Resample(before.Span, cropped, mask, shape, plan.Spacing, plan.PreviousResampling, cancellation),
                plan.Table.ForegroundLabels)
            {
                AirUpTo = table[AirHu - short.MinValue],
            };

        void Plane(int i0, Span<float> plane)
        {
            Normalize(ct.Voxels.Span, cropped, table, i0, plane);
            if (plan.Normalization.InMask)
            {
                ClearOutside(plane, mask.AsSpan(i0 * plane.Length, plane.Length));
            }
        }
    }

    private static void Normalize(ReadOnlySpan<short> source, OrientedView view, float[] table, int i0, Span<float> plane)
    {
        for (var i1 = 0; i1 < view.Shape.A1; i1++)
        {
            var row = plane.Slice(i1 * view.Shape.A2, view.Shape.A2);
            var at = view.Row(i0, i1);
            for (var i2 = 0; i2 < row.Length; i2++, at += view.Stride2)
            {
                row[i2] = table[source[at] - short.MinValue];
            }
        }
    }

    private static void ClearOutside(Span<float> voxels, ReadOnlySpan<bool> mask)
    {
        for (var i = 0; i < voxels.Length; i++)
        {
            voxels[i] = mask[i] ? voxels[i] : 0;
        }
    }
}

/// <summary>What the network sees: a normalised volume at the network's spacing, a2 contiguous, and in the second stage of a cascade the labels of the first.</summary>
/// <param name="Voxels">The image channel.</param>
/// <param name="Shape">Voxels along the axes.</param>
/// <param name="Previous">Labels of the stage before, 0 to <paramref name="PreviousLabels"/>; one channel of 0 and 1 for each label above 0 is made of it.</param>
/// <param name="PreviousLabels">Number of those channels.</param>
internal sealed record NetworkImage(float[] Voxels, ArrayShape Shape, byte[]? Previous = null, int PreviousLabels = 0)
{
    public int Channels => 1 + PreviousLabels;

    /// <summary>Normalised value up to which a voxel is air.</summary>
    public float AirUpTo { get; init; } = float.NegativeInfinity;
}
