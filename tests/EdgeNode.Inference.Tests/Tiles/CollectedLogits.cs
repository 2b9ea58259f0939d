using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

/// <summary>All logits of a volume, one array for each class; null where the network answered NaN or infinity.</summary>
internal sealed record CollectedLogits(float[][]? Logits, int TilesRun, int TilesReused);

internal static class SlidingWindowCollecting
{
    /// <summary>Keeps the planes that the window hands on.</summary>
    public static CollectedLogits Run(
        this SlidingWindow window, NetworkImage image, INetwork network, IProgress<TileProgress>? progress, CancellationToken cancellation)
    {
        var classes = Enumerable.Range(0, network.Classes).Select(_ => new float[image.Shape.Voxels]).ToArray();
        var next = 0;
        var result = window.Run(image, [network], Keep, progress, cancellation);
        Assert.True(!result.Finite || next == image.Shape.A0);
        return new(result.Finite ? classes : null, result.TilesRun, result.TilesReused);

        void Keep(int a0, float[][] logits)
        {
            Assert.Equal(next++, a0);
            for (var c = 0; c < classes.Length; c++)
            {
                logits[c].CopyTo(classes[c], a0 * logits[c].Length);
            }
        }
    }
}
