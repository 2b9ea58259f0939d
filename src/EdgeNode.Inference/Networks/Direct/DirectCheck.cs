using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// Our own convolutions are only used for a network for which they were seen to compute, on this very machine, what ONNX Runtime computes.
/// </summary>
internal static class DirectCheck
{
    /// <summary>Largest difference of a logit that is taken for rounding; nnU-Net's own labels are only defined to this (measured: 4e-5).</summary>
    public const float Tolerance = 1e-3f;

    // Enough for every layer to be more than its border, and a fraction of a second for a large network.
    private const int MostVoxels = 64;

    /// <summary>True where both give the same logits, but for rounding, for a tile of noise that looks like a normalised CT.</summary>
    public static bool Agree(INetwork reference, DirectNetwork direct, ArrayShape patch)
    {
        var stride = direct.TotalStride;
        var shape = new ArrayShape(Along(0), Along(1), Along(2));
        var tile = new float[shape.Voxels * direct.Channels];
        var random = new Random(1);
        for (var i = 0; i < tile.Length; i++)
        {
            tile[i] = (4 * random.NextSingle()) - 2;
        }

        // Both at one time: a person may be waiting for the first analysis.
        var expected = new float[shape.Voxels * reference.Classes];
        var ours = new Lazy<float[]>(() =>
        {
            var logits = new float[shape.Voxels * direct.Classes];
            direct.Run(tile, shape, logits, CancellationToken.None);
            return logits;
        });
        _ = Task.Run(() => ours.Value);
        reference.Run(tile, shape, expected, CancellationToken.None);
        var found = ours.Value;
        for (var i = 0; i < expected.Length; i++)
        {
            // False also where either is no number.
            if (!(Math.Abs(expected[i] - found[i]) <= Tolerance))
            {
                return false;
            }
        }

        return true;

        int Along(int axis) => Math.Max(stride[axis], Math.Min(patch[axis], MostVoxels) / stride[axis] * stride[axis]);
    }
}
