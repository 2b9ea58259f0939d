using System.Runtime.InteropServices;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Labels of networks that were trained on regions (nnU-Net 2.8.1 <c>convert_probabilities_to_segmentation</c>): each channel's sigmoid says whether a
/// voxel lies in the region, and regions write their labels in order, later ones over earlier ones.
/// </summary>
internal static class RegionLabels
{
    /// <summary>The label of one voxel.</summary>
    /// <param name="regions">The label that each channel writes.</param>
    /// <param name="channels">Logits, one array for each channel.</param>
    /// <param name="i">Position in those arrays.</param>
    public static int Of(IReadOnlyList<byte> regions, float[][] channels, int i)
    {
        var label = 0;
        for (var c = 0; c < channels.Length; c++)
        {
            // Strictly above one half after rounding, as the reference compares: the smallest logits above 0 still give 0.5.
            label = Sigmoid(channels[c][i]) > 0.5f ? regions[c] : label;
        }

        return label;
    }

    /// <summary>
    /// For each label above 0 how probable it is that the voxel ends with it, the regions taken as nested in the order in which they write: what a region's
    /// probability has above the highest of those that write later. The values sum to that of lying in any region.
    /// </summary>
    public static void AddProbabilities(List<float> probabilities, IReadOnlyList<byte> regions, int labels, float[][] channels, int i)
    {
        var (first, later) = (probabilities.Count, 0f);
        CollectionsMarshal.SetCount(probabilities, first + labels - 1);
        var own = CollectionsMarshal.AsSpan(probabilities)[first..];
        own.Clear();
        for (var c = channels.Length - 1; c >= 0; c--)
        {
            var probability = Sigmoid(channels[c][i]);
            own[regions[c] - 1] += Math.Max(0, probability - later);
            later = Math.Max(later, probability);
        }
    }

    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
