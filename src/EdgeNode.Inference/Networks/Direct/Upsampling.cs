using System.Runtime.CompilerServices;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// ConvTranspose of ONNX whose kernel is as large as its stride: each voxel becomes a box of voxels, each with its own weights.
/// </summary>
internal sealed unsafe class Upsampling : ILayer
{
    private readonly PackedWeights[] _weights;
    private readonly ArrayShape _stride;
    private readonly int _inputs;

    public Upsampling(OnnxTensor weight, float[]? bias)
    {
        var (inputs, outputs) = (weight.Dimensions[0], weight.Dimensions[1]);
        _stride = new(weight.Dimensions[2], weight.Dimensions[3], weight.Dimensions[4]);
        (_inputs, Outputs) = (inputs, outputs);
        var taps = (int)_stride.Voxels;
        _weights = [.. Enumerable.Range(0, taps).Select(tap => new PackedWeights(outputs, inputs, 1, (o, i, _) => weight.Values[(((i * outputs) + o) * taps) + tap], bias))];
    }

    public int Outputs { get; }

    public ArrayShape Output(ArrayShape input) => new(input.A0 * _stride.A0, input.A1 * _stride.A1, input.A2 * _stride.A2);

    // One plane of a group of channels, for each place in a row of the box.
    public int ScratchLength(ArrayShape input) => _stride.A2 * FeatureMap.Length(Kernels.Channels, input with { A0 = 1 });

    public void Run(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, float[] scratch)
    {
        var input = inputs[0];
        var channels = stackalloc float*[_inputs];
        for (var c = 0; c < _inputs; c++)
        {
            channels[c] = input.Channel(c);
        }

        var planes = new FeatureMap(Kernels.Channels * _stride.A2, input.Shape with { A0 = 1 }, scratch);
        for (var i0 = 0; i0 < output.Shape.A0; i0++)
        {
            var offset = (nint)(i0 / _stride.A0) * input.PlaneStride;
            for (var k1 = 0; k1 < _stride.A1; k1++)
            {
                for (var o = 0; o < Outputs; o += Kernels.Channels)
                {
                    for (var k2 = 0; k2 < _stride.A2; k2++)
                    {
                        var weights = _weights[(((i0 % _stride.A0 * _stride.A1) + k1) * _stride.A2) + k2];
                        var taps = new Taps
                        {
                            Inputs = channels,
                            InputChannels = _inputs,
                            Offsets = &offset,
                            Count = 1,
                            Weights = weights.Group(o),
                            WeightStride = weights.ChannelStride,
                            Bias = weights.Bias(o),
                        };
                        var count = ((input.Shape.A1 - 1) * input.Pitch) + input.Shape.A2;
                        Kernels.Run(taps, input.Pitch + 1, count, planes.Channel(k2 * Kernels.Channels), planes.ChannelStride);
                    }

                    Weave(planes, output, o, i0, k1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Weave(FeatureMap planes, FeatureMap output, int first, int i0, int k1)
    {
        for (var o = first; o < Math.Min(Outputs, first + Kernels.Channels); o++)
        {
            for (var i1 = 0; i1 < planes.Shape.A1; i1++)
            {
                var target = output.Row(o, i0, (i1 * _stride.A1) + k1);
                for (var k2 = 0; k2 < _stride.A2; k2++)
                {
                    var source = planes.Row((k2 * Kernels.Channels) + o - first, 0, i1);
                    for (var i2 = 0; i2 < planes.Shape.A2; i2++)
                    {
                        target[(i2 * _stride.A2) + k2] = source[i2];
                    }
                }
            }
        }
    }
}
