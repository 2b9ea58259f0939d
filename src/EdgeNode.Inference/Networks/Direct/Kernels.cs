using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// The inner loop of a convolution: <see cref="Channels"/> output channels of up to 48 neighbouring voxels stay in registers while all input channels and
/// taps are added to them, one fused multiply-add for each 16 voxels, so that the arithmetic and not the memory sets the pace.
/// </summary>
internal static unsafe class Kernels
{
    /// <summary>Output channels computed together; weights are packed in groups of as many.</summary>
    public const int Channels = 8;

    /// <summary>Voxels of one vector.</summary>
    public const int Lanes = 16;

    /// <summary>Most vectors computed together: 24 sums, 3 inputs and a weight fill the 32 registers.</summary>
    public const int Vectors = 3;

    /// <summary>True where the vectors are as wide as the hardware's; elsewhere ONNX Runtime is faster.</summary>
    public static bool IsFast => Vector512.IsHardwareAccelerated;

    /// <summary>Fills <paramref name="count"/> voxels from <paramref name="at"/> on, and up to the end of the last vector.</summary>
    /// <param name="taps">Where the input lies.</param>
    /// <param name="at">First voxel, counted from the start of a plane.</param>
    /// <param name="count">Voxels.</param>
    /// <param name="output">The first of the output channels, at the plane.</param>
    /// <param name="stride">Floats from one output channel to the next.</param>
    public static void Run(in Taps taps, nint at, nint count, float* output, nint stride)
    {
        for (; count > 2 * Lanes; at += 3 * Lanes, count -= 3 * Lanes)
        {
            Three(taps, at, output + at, stride);
        }

        if (count > Lanes)
        {
            Two(taps, at, output + at, stride);
        }
        else if (count > 0)
        {
            One(taps, at, output + at, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three(in Taps taps, nint at, float* output, nint stride)
    {
        var bias = taps.Bias;
        Vector512<float> a0 = Vector512.Create(bias[0]), b0 = a0, c0 = a0;
        Vector512<float> a1 = Vector512.Create(bias[1]), b1 = a1, c1 = a1;
        Vector512<float> a2 = Vector512.Create(bias[2]), b2 = a2, c2 = a2;
        Vector512<float> a3 = Vector512.Create(bias[3]), b3 = a3, c3 = a3;
        Vector512<float> a4 = Vector512.Create(bias[4]), b4 = a4, c4 = a4;
        Vector512<float> a5 = Vector512.Create(bias[5]), b5 = a5, c5 = a5;
        Vector512<float> a6 = Vector512.Create(bias[6]), b6 = a6, c6 = a6;
        Vector512<float> a7 = Vector512.Create(bias[7]), b7 = a7, c7 = a7;
        var offsets = taps.Offsets;
        var (tapCount, weightStride) = (taps.Count, taps.WeightStride);
        for (var channel = 0; channel < taps.InputChannels; channel++)
        {
            var input = taps.Inputs[channel] + at;
            var w = taps.Weights + (channel * weightStride);
            for (var tap = 0; tap < tapCount; tap++, w += Channels)
            {
                var x = input + offsets[tap];
                Vector512<float> xa = Vector512.Load(x), xb = Vector512.Load(x + Lanes), xc = Vector512.Load(x + (2 * Lanes));
                var w0 = Vector512.Create(w[0]);
                a0 = Vector512.FusedMultiplyAdd(w0, xa, a0);
                b0 = Vector512.FusedMultiplyAdd(w0, xb, b0);
                c0 = Vector512.FusedMultiplyAdd(w0, xc, c0);
                var w1 = Vector512.Create(w[1]);
                a1 = Vector512.FusedMultiplyAdd(w1, xa, a1);
                b1 = Vector512.FusedMultiplyAdd(w1, xb, b1);
                c1 = Vector512.FusedMultiplyAdd(w1, xc, c1);
                var w2 = Vector512.Create(w[2]);
                a2 = Vector512.FusedMultiplyAdd(w2, xa, a2);
                b2 = Vector512.FusedMultiplyAdd(w2, xb, b2);
                c2 = Vector512.FusedMultiplyAdd(w2, xc, c2);
                var w3 = Vector512.Create(w[3]);
                a3 = Vector512.FusedMultiplyAdd(w3, xa, a3);
                b3 = Vector512.FusedMultiplyAdd(w3, xb, b3);
                c3 = Vector512.FusedMultiplyAdd(w3, xc, c3);
                var w4 = Vector512.Create(w[4]);
                a4 = Vector512.FusedMultiplyAdd(w4, xa, a4);
                b4 = Vector512.FusedMultiplyAdd(w4, xb, b4);
                c4 = Vector512.FusedMultiplyAdd(w4, xc, c4);
                var w5 = Vector512.Create(w[5]);
                a5 = Vector512.FusedMultiplyAdd(w5, xa, a5);
                b5 = Vector512.FusedMultiplyAdd(w5, xb, b5);
                c5 = Vector512.FusedMultiplyAdd(w5, xc, c5);
                var w6 = Vector512.Create(w[6]);
                a6 = Vector512.FusedMultiplyAdd(w6, xa, a6);
                b6 = Vector512.FusedMultiplyAdd(w6, xb, b6);
                c6 = Vector512.FusedMultiplyAdd(w6, xc, c6);
                var w7 = Vector512.Create(w[7]);
                a7 = Vector512.FusedMultiplyAdd(w7, xa, a7);
                b7 = Vector512.FusedMultiplyAdd(w7, xb, b7);
                c7 = Vector512.FusedMultiplyAdd(w7, xc, c7);
            }
        }

        a0.Store(output);
        b0.Store(output + Lanes);
        c0.Store(output + (2 * Lanes));
        a1.Store(output + stride);
        b1.Store(output + stride + Lanes);
        c1.Store(output + stride + (2 * Lanes));
        a2.Store(output + (2 * stride));
        b2.Store(output + (2 * stride) + Lanes);
        c2.Store(output + (2 * stride) + (2 * Lanes));
        a3.Store(output + (3 * stride));
        b3.Store(output + (3 * stride) + Lanes);
        c3.Store(output + (3 * stride) + (2 * Lanes));
        a4.Store(output + (4 * stride));
        b4.Store(output + (4 * stride) + Lanes);
        c4.Store(output + (4 * stride) + (2 * Lanes));
        a5.Store(output + (5 * stride));
        b5.Store(output + (5 * stride) + Lanes);
        c5.Store(output + (5 * stride) + (2 * Lanes));
        a6.Store(output + (6 * stride));
        b6.Store(output + (6 * stride) + Lanes);
        c6.Store(output + (6 * stride) + (2 * Lanes));
        a7.Store(output + (7 * stride));
        b7.Store(output + (7 * stride) + Lanes);
        c7.Store(output + (7 * stride) + (2 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(in Taps taps, nint at, float* output, nint stride)
    {
        var bias = taps.Bias;
        Vector512<float> a0 = Vector512.Create(bias[0]), b0 = a0;
        Vector512<float> a1 = Vector512.Create(bias[1]), b1 = a1;
        Vector512<float> a2 = Vector512.Create(bias[2]), b2 = a2;
        Vector512<float> a3 = Vector512.Create(bias[3]), b3 = a3;
        Vector512<float> a4 = Vector512.Create(bias[4]), b4 = a4;
        Vector512<float> a5 = Vector512.Create(bias[5]), b5 = a5;
        Vector512<float> a6 = Vector512.Create(bias[6]), b6 = a6;
        Vector512<float> a7 = Vector512.Create(bias[7]), b7 = a7;
        var offsets = taps.Offsets;
        var (tapCount, weightStride) = (taps.Count, taps.WeightStride);
        for (var channel = 0; channel < taps.InputChannels; channel++)
        {
            var input = taps.Inputs[channel] + at;
            var w = taps.Weights + (channel * weightStride);
            for (var tap = 0; tap < tapCount; tap++, w += Channels)
            {
                var x = input + offsets[tap];
                Vector512<float> xa = Vector512.Load(x), xb = Vector512.Load(x + Lanes);
                var w0 = Vector512.Create(w[0]);
                a0 = Vector512.FusedMultiplyAdd(w0, xa, a0);
                b0 = Vector512.FusedMultiplyAdd(w0, xb, b0);
                var w1 = Vector512.Create(w[1]);
                a1 = Vector512.FusedMultiplyAdd(w1, xa, a1);
                b1 = Vector512.FusedMultiplyAdd(w1, xb, b1);
                var w2 = Vector512.Create(w[2]);
                a2 = Vector512.FusedMultiplyAdd(w2, xa, a2);
                b2 = Vector512.FusedMultiplyAdd(w2, xb, b2);
                var w3 = Vector512.Create(w[3]);
                a3 = Vector512.FusedMultiplyAdd(w3, xa, a3);
                b3 = Vector512.FusedMultiplyAdd(w3, xb, b3);
                var w4 = Vector512.Create(w[4]);
                a4 = Vector512.FusedMultiplyAdd(w4, xa, a4);
                b4 = Vector512.FusedMultiplyAdd(w4, xb, b4);
                var w5 = Vector512.Create(w[5]);
                a5 = Vector512.FusedMultiplyAdd(w5, xa, a5);
                b5 = Vector512.FusedMultiplyAdd(w5, xb, b5);
                var w6 = Vector512.Create(w[6]);
                a6 = Vector512.FusedMultiplyAdd(w6, xa, a6);
                b6 = Vector512.FusedMultiplyAdd(w6, xb, b6);
                var w7 = Vector512.Create(w[7]);
                a7 = Vector512.FusedMultiplyAdd(w7, xa, a7);
                b7 = Vector512.FusedMultiplyAdd(w7, xb, b7);
            }
        }

        a0.Store(output);
        b0.Store(output + Lanes);
        a1.Store(output + stride);
        b1.Store(output + stride + Lanes);
        a2.Store(output + (2 * stride));
        b2.Store(output + (2 * stride) + Lanes);
        a3.Store(output + (3 * stride));
        b3.Store(output + (3 * stride) + Lanes);
        a4.Store(output + (4 * stride));
        b4.Store(output + (4 * stride) + Lanes);
        a5.Store(output + (5 * stride));
        b5.Store(output + (5 * stride) + Lanes);
        a6.Store(output + (6 * stride));
        b6.Store(output + (6 * stride) + Lanes);
        a7.Store(output + (7 * stride));
        b7.Store(output + (7 * stride) + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(in Taps taps, nint at, float* output, nint stride)
    {
        var bias = taps.Bias;
        Vector512<float> a0 = Vector512.Create(bias[0]);
        Vector512<float> a1 = Vector512.Create(bias[1]);
        Vector512<float> a2 = Vector512.Create(bias[2]);
        Vector512<float> a3 = Vector512.Create(bias[3]);
        Vector512<float> a4 = Vector512.Create(bias[4]);
        Vector512<float> a5 = Vector512.Create(bias[5]);
        Vector512<float> a6 = Vector512.Create(bias[6]);
        Vector512<float> a7 = Vector512.Create(bias[7]);
        var offsets = taps.Offsets;
        var (tapCount, weightStride) = (taps.Count, taps.WeightStride);
        for (var channel = 0; channel < taps.InputChannels; channel++)
        {
            var input = taps.Inputs[channel] + at;
            var w = taps.Weights + (channel * weightStride);
            for (var tap = 0; tap < tapCount; tap++, w += Channels)
            {
                var x = input + offsets[tap];
                Vector512<float> xa = Vector512.Load(x);
                var w0 = Vector512.Create(w[0]);
                a0 = Vector512.FusedMultiplyAdd(w0, xa, a0);
                var w1 = Vector512.Create(w[1]);
                a1 = Vector512.FusedMultiplyAdd(w1, xa, a1);
                var w2 = Vector512.Create(w[2]);
                a2 = Vector512.FusedMultiplyAdd(w2, xa, a2);
                var w3 = Vector512.Create(w[3]);
                a3 = Vector512.FusedMultiplyAdd(w3, xa, a3);
                var w4 = Vector512.Create(w[4]);
                a4 = Vector512.FusedMultiplyAdd(w4, xa, a4);
                var w5 = Vector512.Create(w[5]);
                a5 = Vector512.FusedMultiplyAdd(w5, xa, a5);
                var w6 = Vector512.Create(w[6]);
                a6 = Vector512.FusedMultiplyAdd(w6, xa, a6);
                var w7 = Vector512.Create(w[7]);
                a7 = Vector512.FusedMultiplyAdd(w7, xa, a7);
            }
        }

        a0.Store(output);
        a1.Store(output + stride);
        a2.Store(output + (2 * stride));
        a3.Store(output + (3 * stride));
        a4.Store(output + (4 * stride));
        a5.Store(output + (5 * stride));
        a6.Store(output + (6 * stride));
        a7.Store(output + (7 * stride));
    }
}

/// <summary>What a group of output channels of one plane is summed from.</summary>
internal readonly unsafe struct Taps
{
    /// <summary>For each input channel, where offsets count from.</summary>
    public required float** Inputs { get; init; }

    public required int InputChannels { get; init; }

    /// <summary>For each tap, the distance from an output voxel's place to its input.</summary>
    public required nint* Offsets { get; init; }

    public required int Count { get; init; }

    /// <summary>For each input channel and tap, the weights of the output channels.</summary>
    public required float* Weights { get; init; }

    /// <summary>Floats from the weights of one input channel to those of the next.</summary>
    public required nint WeightStride { get; init; }

    /// <summary>What the sums of the output channels start from.</summary>
    public required float* Bias { get; init; }
}
