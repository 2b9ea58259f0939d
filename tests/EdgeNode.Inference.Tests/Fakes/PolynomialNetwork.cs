using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Fakes;

/// <summary>The golden vectors' network of three classes: x, 2x - 1, -x*x of every voxel. Counts its runs.</summary>
internal sealed class PolynomialNetwork(bool half = false) : INetwork
{
    private int _runs;

    public int Runs => _runs;

    public int Classes => 3;

    public string Provider => "fake";

    public string Precision => "FP32";

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _runs);
        var n = tile.Length;
        for (var i = 0; i < n; i++)
        {
            var x = half ? (float)(Half)tile[i] : tile[i];
            logits[i] = x;
            logits[n + i] = Round(Round(2 * x) - 1);
            logits[(2 * n) + i] = Round(-x * x);
        }
    }

    public void Dispose()
    {
    }

    private float Round(float value) => half ? (float)(Half)value : value;
}
