using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// nnU-Net's normalisation of int16 HU as a table of its 65,536 possible values: each scheme maps a voxel by its value alone, once the
/// statistics of the cropped volume are known. Arithmetic is float, operation by operation as nnU-Net's (CTNormalization rounds its constants
/// to float first and subtracts before it divides).
/// </summary>
internal static class NormalizationTable
{
    /// <summary>Normalised value of HU v at index v + 32768.</summary>
    /// <param name="normalization">The scheme and its constants.</param>
    /// <param name="view">The cropped box.</param>
    /// <param name="voxels">The source volume.</param>
    /// <param name="mask">Voxels of the box whose statistics count; null for all.</param>
    public static float[] Create(IntensityNormalization normalization, OrientedView view, ReadOnlySpan<short> voxels, bool[]? mask = null) => Fill(normalization.Scheme switch
    {
        NormalizationScheme.CT => CT(normalization),
        NormalizationScheme.ZScore => ZScore(Histogram(view, voxels, mask)),
        NormalizationScheme.RescaleTo01 => RescaleTo01(Histogram(view, voxels, null)),
        NormalizationScheme.None => v => v,
        NormalizationScheme.RgbTo01 => v => v / 255,
        _ => throw new ArgumentOutOfRangeException(nameof(normalization)),
    });

    /// <summary>CTNormalization: cut to the percentiles of the training data's foreground, then to their mean and deviation.</summary>
    public static Func<float, float> CT(IntensityNormalization normalization)
    {
        var (low, high) = ((float)normalization.Lower, (float)normalization.Upper);
        var (mean, std) = ((float)normalization.Mean, Math.Max((float)normalization.Std, 1e-8f));
        return v => (Math.Clamp(v, low, high) - mean) / std;
    }

    private static Func<float, float> RescaleTo01(long[] histogram)
    {
        float low = Array.FindIndex(histogram, n => n > 0) + short.MinValue;
        float high = Array.FindLastIndex(histogram, n => n > 0) + short.MinValue;
        return v => (v - low) / Math.Max(high - low, 1e-8f);
    }

    private static Func<float, float> ZScore(long[] histogram)
    {
        double count = 0, sum = 0, squares = 0;
        for (var i = 0; i < histogram.Length; i++)
        {
            double value = i + short.MinValue;
            count += histogram[i];
            sum += histogram[i] * value;
            squares += histogram[i] * value * value;
        }

        var mean = sum / count;
        var deviation = Math.Max((float)Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))), 1e-8f);
        return v => (v - (float)mean) / deviation;
    }

    private static float[] Fill(Func<float, float> scheme)
    {
        var table = new float[1 << 16];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = scheme(i + short.MinValue);
        }

        return table;
    }

    private static long[] Histogram(OrientedView view, ReadOnlySpan<short> voxels, bool[]? mask)
    {
        var histogram = new long[1 << 16];
        for (var i0 = 0; i0 < view.Shape.A0; i0++)
        {
            for (var i1 = 0; i1 < view.Shape.A1; i1++)
            {
                var at = view.Row(i0, i1);
                for (var i2 = 0; i2 < view.Shape.A2; i2++, at += view.Stride2)
                {
                    if (mask is null || mask[(((i0 * view.Shape.A1) + i1) * view.Shape.A2) + i2])
                    {
                        histogram[voxels[at] - short.MinValue]++;
                    }
                }
            }
        }

        return histogram;
    }
}
