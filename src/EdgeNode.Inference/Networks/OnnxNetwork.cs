using EdgeNode.Imaging.Resampling;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// A network in ONNX Runtime (managed API 1.31.1). Input [1,channels,a0,a1,a2] and output [1,classes,a0,a1,a2] are float; dimensions may be dynamic.
/// </summary>
public sealed class OnnxNetwork : INetwork
{
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _output;

    internal OnnxNetwork(InferenceSession session, string input, string output, int channels, int classes, string provider, string precision)
    {
        _session = session;
        _input = input;
        _output = output;
        Channels = channels;
        Classes = classes;
        Provider = provider;
        Precision = precision;
    }

    public int Channels { get; }

    public int Classes { get; }

    public string Provider { get; }

    public string Precision { get; }

    public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var input = OrtValue.CreateTensorValueFromMemory(tile, [1, Channels, shape.A0, shape.A1, shape.A2]);
        using var output = OrtValue.CreateTensorValueFromMemory(logits, [1, Classes, shape.A0, shape.A1, shape.A2]);
        using var options = new RunOptions();
        using var stop = cancellation.Register(static state => ((RunOptions)state!).Terminate = true, options);

        // Bound to the caller's own memory: nothing is allocated and nothing copied but to and from a GPU.
        using var binding = _session.CreateIoBinding();
        binding.BindInput(_input, input);
        binding.BindOutput(_output, output);
        try
        {
            _session.RunWithBinding(options, binding);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            // "Exiting due to terminate flag": the session stays usable.
            throw new OperationCanceledException(cancellation);
        }
    }

    public void Dispose() => _session.Dispose();
}
