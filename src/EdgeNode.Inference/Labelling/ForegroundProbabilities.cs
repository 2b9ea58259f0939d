namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Probabilities of the foreground classes at every voxel with a label above 0: the foreground part of the softmax over all classes,
/// background included, so that the values of a voxel sum to less than 1. Of networks of regions: <see cref="RegionLabels.AddProbabilities"/>, at most 1 too.
/// </summary>
/// <param name="VoxelIndices">Positions in the label volume, ascending.</param>
/// <param name="Probabilities">Per voxel, <paramref name="ClassCount"/> values for labels 1, 2, ...; 3 for negative, positive, ENE.</param>
/// <param name="ClassCount">Foreground classes.</param>
public sealed record ForegroundProbabilities(int[] VoxelIndices, float[] Probabilities, int ClassCount)
{
    /// <summary>Values of the n-th voxel of <see cref="VoxelIndices"/>.</summary>
    public ReadOnlySpan<float> Of(int n) => Probabilities.AsSpan(n * ClassCount, ClassCount);

    /// <summary>Mean over some voxels of the probability of each foreground class; a voxel without a label counts as 0. Zeros of none.</summary>
    /// <param name="voxels">Positions in the label volume.</param>
    public double[] MeanOver(IEnumerable<int> voxels)
    {
        var (means, count) = (new double[ClassCount], 0);
        foreach (var voxel in voxels)
        {
            count++;
            var n = Array.BinarySearch(VoxelIndices, voxel);
            for (var c = 0; n >= 0 && c < ClassCount; c++)
                means[c] += Of(n)[c];
        }

        for (var c = 0; c < ClassCount; c++)
            means[c] /= Math.Max(1, count);
        return means;
    }
}
