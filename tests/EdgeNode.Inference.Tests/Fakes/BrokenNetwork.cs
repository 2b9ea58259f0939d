using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Fakes;

/// <summary>Four classes; answers 0, but does something else on the given run (counted from 1).</summary>
internal sealed class BrokenNetwork(int run, Action<float[]> act) : INetwork
{
    private int _runs;

    public int Classes => 4;

    public string Provider => "fake";

    public string Precision => "FP32";

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Array.Clear(logits);
        if (Interlocked.Increment(ref _runs) == run)
        {
            act(logits);
        }
    }

    public void Dispose()
    {
    }
}
