using System.Runtime.CompilerServices;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// Conv of ONNX in three dimensions: kernels of 1 or 3, padded by half of it, any stride. Inputs that the graph concatenates are read where they are.
/// </summary>
internal sealed unsafe class Convolution : ILayer
{
    // What the taps of one stretch of a plane read stays in the second-level cache while all output channels are computed from it.
    private const int StretchFloats = 96 * 1024;

    private readonly PackedWeights _weights;
    private readonly ArrayShape _kernel;
    private readonly ArrayShape _stride;
    private readonly int _inputs;

    public Convolution(OnnxTensor weight, float[]? bias, ArrayShape stride)
    {
        var (outputs, inputs) = (weight.Dimensions[0], weight.Dimensions[1]);
        _kernel = new(weight.Dimensions[2], weight.Dimensions[3], weight.Dimensions[4]);
        (_stride, _inputs, Outputs) = (stride, inputs, outputs);
        var taps = (int)_kernel.Voxels;
        _weights = new(outputs, inputs, taps, (o, i, t) => weight.Values[(((o * inputs) + i) * taps) + t], bias);
    }

    public int Outputs { get; }

    public ArrayShape Output(ArrayShape input) => new(input.A0 / _stride.A0, input.A1 / _stride.A1, input.A2 / _stride.A2);

    /// <summary>Strided convolutions read from one map for each remainder of the row and column.</summary>
    public int ScratchLength(ArrayShape input) => _stride is { A1: 1, A2: 1 } ? 0 : FeatureMap.Length(_inputs * _stride.A1 * _stride.A2, Phase(input));

    public void Run(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, float[] scratch)
    {
        var channels = stackalloc float*[_inputs];
        var at = 0;
        var map = inputs[0];
        if (scratch.Length > 0)
        {
            map = new(_inputs * _stride.A1 * _stride.A2, Phase(inputs[0].Shape), scratch);
            foreach (var input in inputs)
            {
                for (var c = 0; c < input.Channels; c++)
                {
                    channels[at] = map.Channel(at * _stride.A1 * _stride.A2);
                    Split(input, c, map, at++ * _stride.A1 * _stride.A2);
                }
            }
        }
        else
        {
            foreach (var input in inputs)
            {
                for (var c = 0; c < input.Channels; c++)
                {
                    channels[at++] = input.Channel(c);
                }
            }
        }

        var offsets = stackalloc nint[(int)_kernel.Voxels];
        for (var i0 = 0; i0 < output.Shape.A0; i0++)
        {
            var first = Math.Max(0, (_kernel.A0 / 2) - (i0 * _stride.A0));
            var last = Math.Min(_kernel.A0, inputs[0].Shape.A0 + (_kernel.A0 / 2) - (i0 * _stride.A0));
            var count = Offsets(offsets, map, i0, first, last);
            Plane(channels, offsets, count, first * _kernel.A1 * _kernel.A2, output, i0);
        }
    }

    private void Plane(float** channels, nint* offsets, int count, int skipped, FeatureMap output, int i0)
    {
        var end = (output.Shape.A1 * output.Pitch) + output.Shape.A2 + 1;
        var block = Kernels.Vectors * Kernels.Lanes;
        var stretch = Math.Max(block, StretchFloats / (_inputs * _kernel.A0) / block * block);
        for (var at = output.Pitch + 1; at < end; at += stretch)
        {
            for (var o = 0; o < Outputs; o += Kernels.Channels)
            {
                var taps = new Taps
                {
                    Inputs = channels,
                    InputChannels = _inputs,
                    Offsets = offsets,
                    Count = count,
                    Weights = _weights.Group(o) + (skipped * Kernels.Channels),
                    WeightStride = _weights.ChannelStride,
                    Bias = _weights.Bias(o),
                };
                Kernels.Run(taps, at, Math.Min(stretch, end - at), output.Channel(o) + ((nint)i0 * output.PlaneStride), output.ChannelStride);
            }
        }
    }

    // Planes outside the volume are zero and left out; rows and columns outside are the border. Where rows are split, row 2y + k - 1 of the input
    // (border counted) is row y + k / 2 of the map of remainder k % 2.
    private int Offsets(nint* offsets, FeatureMap map, int i0, int first, int last)
    {
        var count = 0;
        for (var k0 = first; k0 < last; k0++)
        {
            for (var k1 = 0; k1 < _kernel.A1; k1++)
            {
                for (var k2 = 0; k2 < _kernel.A2; k2++)
                {
                    var (row, column) = (k1 - (_kernel.A1 / 2) + 1, k2 - (_kernel.A2 / 2) + 1);
                    var phase = ((row % _stride.A1) * _stride.A2) + (column % _stride.A2);
                    offsets[count++] = ((nint)phase * map.ChannelStride)
                        + ((nint)((i0 * _stride.A0) + k0 - (_kernel.A0 / 2)) * map.PlaneStride)
                        + (((row / _stride.A1) - 1) * map.Pitch) + (column / _stride.A2) - 1;
                }
            }
        }

        return count;
    }

    private ArrayShape Phase(ArrayShape input) => new(input.A0, input.A1 / _stride.A1, input.A2 / _stride.A2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Split(FeatureMap from, int channel, FeatureMap to, int first)
    {
        for (var i0 = 0; i0 < from.Shape.A0; i0++)
        {
            var plane = from.Channel(channel) + ((nint)i0 * from.PlaneStride);
            for (var row = 0; row < from.Shape.A1 + 2; row++)
            {
                for (var phase = 0; phase < _stride.A2; phase++)
                {
                    var source = plane + (row * from.Pitch) + phase;
                    var target = to.Channel(first + (row % _stride.A1 * _stride.A2) + phase) + ((nint)i0 * to.PlaneStride) + (row / _stride.A1 * to.Pitch);
                    var count = (from.Pitch - phase + _stride.A2 - 1) / _stride.A2;
                    for (var i = 0; i < count; i++)
                    {
                        target[i] = source[i * _stride.A2];
                    }
                }
            }
        }
    }
}
