using System.Collections.Concurrent;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// A plain U-Net computed by our own convolutions: on processors with 512-bit vectors faster than ONNX Runtime, whose CPU provider has no direct
/// three-dimensional convolution (ADR 14). Single precision throughout; logits differ from ONNX Runtime's by rounding only.
/// </summary>
public sealed class DirectNetwork : INetwork
{
    private readonly DirectProgram _program;
    private readonly ConcurrentBag<DirectWorkspace> _idle = [];

    private DirectNetwork(DirectProgram program) => _program = program;

    public int Channels => _program.Inputs;

    public int Classes => _program.Steps[^1].Layer.Outputs;

    public string Provider => "CPU";

    public string Precision => "FP32";

    /// <summary>A tile must be a multiple of this along each axis.</summary>
    public ArrayShape TotalStride => _program.TotalStride;

    /// <summary>The network of an ONNX file; null where the processor or the network is not one that this is for.</summary>
    /// <param name="model">The file.</param>
    /// <param name="input">Name of its input, [1,c,a0,a1,a2].</param>
    /// <param name="output">Name of its output.</param>
    public static DirectNetwork? TryCreate(byte[] model, string input, string output) =>
        Kernels.IsFast && DirectProgram.TryCreate(model, input, output) is { } program ? new(program) : null;

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        if (!_idle.TryTake(out var workspace) || workspace.Shape != shape)
        {
            workspace = new(_program, shape);
        }

        workspace.Run(tile, logits, cancellation);
        _idle.Add(workspace);
    }

    public void Dispose() => _idle.Clear();
}
