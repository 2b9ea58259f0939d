namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Probabilities of the foreground classes at every voxel with a label above 0: the foreground part of the softmax over all classes,
/// background included, so that the values of a voxel sum to less than 1.
/// </summary>
/// <param name="VoxelIndices">Positions in the label volume, ascending.</param>
/// <param name="Probabilities">Per voxel, <paramref name="ClassCount"/> values for labels 1, 2, ...; 3 for negative, positive, ENE.</param>
/// <param name="ClassCount">Foreground classes.</param>
public sealed record ForegroundProbabilities(int[] VoxelIndices, float[] Probabilities, int ClassCount)
{
    /// <summary>Values of the n-th voxel of <see cref="VoxelIndices"/>.</summary>
    public ReadOnlySpan<float> Of(int n) => Probabilities.AsSpan(n * ClassCount, ClassCount);
}
