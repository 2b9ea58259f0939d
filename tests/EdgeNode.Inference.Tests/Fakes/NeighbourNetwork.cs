using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Fakes;

/// <summary>
/// Logits that depend on the neighbours along every axis differently and on the mean of the tile, as instance normalisation makes them: so a flipped
/// axis, another tile or a wrong neighbour shows. Four classes.
/// </summary>
internal sealed class NeighbourNetwork : INetwork
{
    private int _runs;

    public int Runs => _runs;

    public int Classes => 4;

    public string Provider => "fake";

    public string Precision => "FP32";

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _runs);
        var mean = tile.Average();
        var n = tile.Length;
        for (var i = 0; i < n; i++)
        {
            var x = tile[i];
            var (i0, i1, i2) = (i / shape.A2 / shape.A1, i / shape.A2 % shape.A1, i % shape.A2);
            var next0 = i0 + 1 < shape.A0 ? tile[i + (shape.A1 * shape.A2)] : x;
            var next1 = i1 + 1 < shape.A1 ? tile[i + shape.A2] : x;
            var next2 = i2 + 1 < shape.A2 ? tile[i + 1] : x;
            logits[i] = mean * 0.1f;
            logits[n + i] = next0 - x;
            logits[(2 * n) + i] = 0.7f * (next1 - x);
            logits[(3 * n) + i] = 0.5f * (x - next2);
        }
    }

    public void Dispose()
    {
    }
}
