using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// A convolution of stride 1 with a kernel of 3x3x3 by Winograd's minimal filtering F(2,3) (Lavin and Gray 2016) over a0 and a1: a square of four
/// neighbouring outputs takes 16 products where it would take 36. Along a2, in which the vectors lie, the three taps stay as they are. The transforms
/// only add and halve, so that rounding stays that of single precision.
/// </summary>
internal sealed unsafe class WinogradConvolution : ILayer
{
    // The transformed input of one stretch of rows stays in the second-level cache.
    private const int StretchFloats = 144 * 1024;
    private const int Pad = 64;

    private readonly Convolution _direct;
    private readonly PackedWeights[] _weights;
    private readonly int _inputs;

    private WinogradConvolution(OnnxTensor weight, float[]? bias, Convolution direct)
    {
        (_direct, _inputs) = (direct, weight.Dimensions[1]);
        _weights =
        [
            .. from t0 in Enumerable.Range(0, 4)
               from t1 in Enumerable.Range(0, 4)

               // Component 1 of both axes enters all four outputs with weight 1: there the bias is added once to each.
               select new PackedWeights(Outputs, _inputs, 3, (o, i, k2) => Transformed(weight, o, i, t0, t1, k2), (t0, t1) == (1, 1) ? bias : null),
        ];
    }

    public int Outputs => _direct.Outputs;

    /// <summary>This way where kernel and stride allow it, else the convolution itself.</summary>
    public static ILayer Of(OnnxTensor weight, float[]? bias, ArrayShape stride)
    {
        var direct = new Convolution(weight, bias, stride);
        return stride == new ArrayShape(1, 1, 1) && weight.Dimensions is [_, >= Kernels.Channels, 3, 3, 3] ? new WinogradConvolution(weight, bias, direct) : direct;
    }

    public ArrayShape Output(ArrayShape input) => input;

    public int ScratchLength(ArrayShape input) => Fits(input) ? WinogradTransform.Components * (_inputs + Kernels.Channels) * Length(input) : _direct.ScratchLength(input);

    public void Run(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, float[] scratch)
    {
        if (!Fits(output.Shape))
        {
            _direct.Run(inputs, output, scratch);
            return;
        }

        var (rows, length) = (Rows(output.Shape), Length(output.Shape));
        var transformed = PackedWeights.Pointer(scratch);
        var products = transformed + ((nint)WinogradTransform.Components * _inputs * length);
        for (var i0 = 0; i0 < output.Shape.A0; i0 += 2)
        {
            for (var pair = 0; pair < output.Shape.A1 / 2; pair += rows)
            {
                var count = Math.Min(rows, (output.Shape.A1 / 2) - pair);
                var at = transformed;
                foreach (var input in inputs)
                {
                    for (var c = 0; c < input.Channels; c++, at += length)
                    {
                        WinogradTransform.Input(input, c, i0, pair, count, at, (nint)_inputs * length);
                    }
                }

                for (var o = 0; o < Outputs; o += Kernels.Channels)
                {
                    Multiply(o, transformed, products, length, (count * output.Pitch) - 2);
                    for (var c = 0; c < Math.Min(Kernels.Channels, Outputs - o); c++)
                    {
                        WinogradTransform.Output(products + ((nint)c * length), (nint)Kernels.Channels * length, output, o + c, i0, pair, count);
                    }
                }
            }
        }
    }

    private static bool Fits(ArrayShape shape) => shape.A0 % 2 == 0 && shape.A1 % 2 == 0 && shape.A2 >= 4;

    // Pairs of rows that are computed together.
    private int Rows(ArrayShape shape) => Math.Clamp(StretchFloats / (WinogradTransform.Components * _inputs * (shape.A2 + 2)), 1, shape.A1 / 2);

    private int Length(ArrayShape shape) => (Rows(shape) * (shape.A2 + 2)) + Pad;

    private void Multiply(int o, float* transformed, float* products, int length, int count)
    {
        var channels = stackalloc float*[_inputs];
        var offsets = stackalloc nint[3] { -1, 0, 1 };
        for (var component = 0; component < WinogradTransform.Components; component++)
        {
            for (var c = 0; c < _inputs; c++)
            {
                channels[c] = transformed + ((((nint)component * _inputs) + c) * length);
            }

            var weights = _weights[component];
            var taps = new Taps
            {
                Inputs = channels,
                InputChannels = _inputs,
                Offsets = offsets,
                Count = 3,
                Weights = weights.Group(o),
                WeightStride = weights.ChannelStride,
                Bias = weights.Bias(o),
            };
            Kernels.Run(taps, 1, count, products + ((nint)component * Kernels.Channels * length), length);
        }
    }

    private float Transformed(OnnxTensor weight, int o, int i, int t0, int t1, int k2)
    {
        var sum = 0.0;
        for (var k = 0; k < 9; k++)
        {
            sum += WinogradTransform.Factor(t0, k / 3) * WinogradTransform.Factor(t1, k % 3) * weight.Values[(((((o * _inputs) + i) * 9) + k) * 3) + k2];
        }

        return (float)sum;
    }
}
