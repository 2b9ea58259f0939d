using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// The labels of a cascade's first stage on the grid of the second: cut out of the source grid and resampled label by label (nnU-Net 2.8.1
/// <c>resampling_fn_seg</c>). Zeros outside the non-zero mask are a label of their own there (-1), which matters where the highest map wins.
/// </summary>
internal static class PreviousStageLabels
{
    private const int Outside = -1;

    /// <param name="labels">Labels on the source grid.</param>
    /// <param name="view">The cropped box in the source grid.</param>
    /// <param name="mask">Its non-zero mask; null where no voxel needs telling apart.</param>
    /// <param name="to">Shape of the network's grid.</param>
    /// <param name="target">Its spacing, mm.</param>
    /// <param name="resampling">Which label wins.</param>
    /// <param name="cancellation">Stops between labels.</param>
    public static byte[] Resample(
        ReadOnlySpan<byte> labels,
        OrientedView view,
        bool[]? mask,
        ArrayShape to,
        ArraySpacing target,
        LabelResampling resampling,
        CancellationToken cancellation)
    {
        var cropped = Cut(labels, view, mask);
        if (view.Shape == to || resampling.Method == LabelResamplingMethod.None)
        {
            return [.. cropped.Select(label => (byte)Math.Max(0, (int)label))];
        }

        var result = new byte[to.Voxels];
        var best = resampling.Method == LabelResamplingMethod.HighestMap ? new float[to.Voxels] : [];
        var taken = best.Length > 0 ? new bool[to.Voxels] : [];
        var map = new float[cropped.Length];
        foreach (var label in cropped.Distinct().Order().ToArray())
        {
            for (var i = 0; i < map.Length; i++)
            {
                map[i] = cropped[i] == label ? 1 : 0;
            }

            var resampled = VolumeResampler.Resample(map, view.Shape, to, view.Spacing, target, resampling.Rule!, cancellation);
            var value = (byte)Math.Max(0, (int)label);
            if (best.Length > 0)
            {
                TakeHighest(resampled, value, result, best, taken);
            }
            else
            {
                Take(resampled, value, result, resampling.Method == LabelResamplingMethod.EachLabelStrictly);
            }
        }

        return result;
    }

    private static short[] Cut(ReadOnlySpan<byte> labels, OrientedView view, bool[]? mask)
    {
        var cut = new short[view.Shape.Voxels];
        for (var row = 0; row < view.Shape.A0 * view.Shape.A1; row++)
        {
            var from = view.Row(row / view.Shape.A1, row % view.Shape.A1);
            for (var i2 = 0; i2 < view.Shape.A2; i2++, from += view.Stride2)
            {
                var at = (row * view.Shape.A2) + i2;
                cut[at] = labels[from] == 0 && mask is not null && !mask[at] ? (short)Outside : labels[from];
            }
        }

        return cut;
    }

    private static void Take(float[] map, byte label, byte[] result, bool strictly)
    {
        for (var i = 0; i < map.Length; i++)
        {
            if (strictly ? map[i] > 0.5f : map[i] >= 0.5f)
            {
                result[i] = label;
            }
        }
    }

    // nnU-Net keeps the maps times 1000 in half precision.
    private static void TakeHighest(float[] map, byte label, byte[] result, float[] best, bool[] taken)
    {
        for (var i = 0; i < map.Length; i++)
        {
            var value = (float)(Half)(map[i] * 1000);
            if (value > 700)
            {
                (taken[i], result[i]) = (true, label);
            }
            else if (!taken[i] && value > best[i])
            {
                (best[i], result[i]) = (value, label);
            }
        }
    }
}
