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

    /// <summary>For each label above 0 the probability of the region that writes it, the highest where several do. Regions overlap, so the values can sum to more than 1.</summary>
    public static void AddProbabilities(List<float> probabilities, IReadOnlyList<byte> regions, int labels, float[][] channels, int i)
    {
        for (var label = 1; label < labels; label++)
        {
            var highest = 0f;
            for (var c = 0; c < channels.Length; c++)
            {
                highest = regions[c] == label ? Math.Max(highest, Sigmoid(channels[c][i])) : highest;
            }

            probabilities.Add(highest);
        }
    }

    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
