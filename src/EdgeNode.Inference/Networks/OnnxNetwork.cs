using EdgeNode.Imaging.Resampling;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// A network in ONNX Runtime (managed API 1.31.1). Input [1,1,a0,a1,a2] and output [1,classes,a0,a1,a2] are float; dimensions may be dynamic.
/// </summary>
public sealed class OnnxNetwork : INetwork
{
    private readonly InferenceSession _session;
    private readonly string[] _input;
    private readonly string[] _output;

    internal OnnxNetwork(InferenceSession session, string input, string output, int classes, string provider, string precision)
    {
        _session = session;
        _input = [input];
        _output = [output];
        Classes = classes;
        Provider = provider;
        Precision = precision;
    }

    public int Classes { get; }

    public string Provider { get; }

    public string Precision { get; }

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var input = OrtValue.CreateTensorValueFromMemory(tile, [1, 1, shape.A0, shape.A1, shape.A2]);
        using var output = OrtValue.CreateTensorValueFromMemory(logits, [1, Classes, shape.A0, shape.A1, shape.A2]);
        using var options = new RunOptions();
        using var stop = cancellation.Register(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            _session.Run(options, _input, [input], _output, [output]);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            // "Exiting due to terminate flag": the session stays usable.
            throw new OperationCanceledException(cancellation);
        }
    }

    public void Dispose() => _session.Dispose();
}
