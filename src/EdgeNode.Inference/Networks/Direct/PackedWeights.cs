using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// Weights in the order in which <see cref="Kernels"/> reads them: groups of <see cref="Kernels.Channels"/> output channels, in each group the input
/// channels, for each of those the taps, for each tap one weight for every output channel of the group. Missing output channels weigh 0.
/// </summary>
internal sealed unsafe class PackedWeights
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int _groupLength;

    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="taps">Taps of the kernel.</param>
    /// <param name="weight">Weight of (output, input, tap).</param>
    /// <param name="bias">What is added to each output; null for nothing.</param>
    public PackedWeights(int outputs, int inputs, int taps, Func<int, int, int, float> weight, float[]? bias)
    {
        var groups = (outputs + Kernels.Channels - 1) / Kernels.Channels;
        (ChannelStride, _groupLength) = (taps * Kernels.Channels, inputs * taps * Kernels.Channels);
        _weights = GC.AllocateArray<float>(groups * _groupLength, pinned: true);
        _bias = GC.AllocateArray<float>(groups * Kernels.Channels, pinned: true);
        bias?.CopyTo(_bias, 0);
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var t = 0; t < taps; t++)
                {
                    var group = o / Kernels.Channels * _groupLength;
                    _weights[group + (i * ChannelStride) + (t * Kernels.Channels) + (o % Kernels.Channels)] = weight(o, i, t);
                }
            }
        }
    }

    /// <summary>Floats from one input channel to the next.</summary>
    public int ChannelStride { get; }

    /// <summary>Weights of the group of output channels that starts with the given one.</summary>
    public float* Group(int output) => Pointer(_weights) + ((nint)(output / Kernels.Channels) * _groupLength);

    public float* Bias(int output) => Pointer(_bias) + output;

    /// <summary>Where a pinned array lies.</summary>
    public static float* Pointer(float[] pinned) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
