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
    /// <summary>The cropped view of the source and the shape it takes at the network's spacing.</summary>
    public static (OrientedView Cropped, ArrayShape Shape) Plan(Volume<short> ct, NetworkPlan plan, ArrayOrientation orientation)
    {
        var cropped = NonZeroBox.Crop(OrientedView.Of(ct.Geometry, orientation, plan.TransposeForward), ct.Span);
        return (cropped, cropped.Spacing.Resampled(cropped.Shape, plan.Spacing));
    }

    public static NetworkImage Run(Volume<short> ct, OrientedView cropped, ArrayShape shape, NetworkPlan plan, CancellationToken cancellation)
    {
        var table = NormalizationTable.Create(plan.Normalization, cropped, ct.Span);
        return new(VolumeResampler.Resample(Plane, cropped.Shape, shape, cropped.Spacing, plan.Spacing, plan.ImageResampling, cancellation), shape);

        void Plane(int i0, Span<float> plane) => Normalize(ct.Voxels.Span, cropped, table, i0, plane);
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
}

/// <summary>A normalised volume at the network's spacing, a2 contiguous.</summary>
internal sealed record NetworkImage(float[] Voxels, ArrayShape Shape);
