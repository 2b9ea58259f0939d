using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>The transforms of F(2,3) along two axes: four planes and four rows become 16 components, 16 components two planes of two rows.</summary>
internal static unsafe class WinogradTransform
{
    public const int Components = 16;

    /// <summary>Weight of a tap in a component of the transformed kernel (G of F(2,3)).</summary>
    public static double Factor(int component, int tap) => (component, tap) switch
    {
        (0, 0) or (3, 2) => 1,
        (0 or 3, _) => 0,
        (2, 1) => -0.5,
        _ => 0.5,
    };

    /// <summary>Components of a channel for the outputs of the planes i0 and i0 + 1 and <paramref name="count"/> pairs of rows, for one pair after the other.</summary>
    /// <param name="input">The map.</param>
    /// <param name="channel">Which of its channels.</param>
    /// <param name="i0">First of two output planes.</param>
    /// <param name="pair">First pair of rows.</param>
    /// <param name="count">Pairs of rows.</param>
    /// <param name="result">The first component.</param>
    /// <param name="stride">Floats from one component to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(FeatureMap input, int channel, int i0, int pair, int count, float* result, nint stride)
    {
        // Output rows 2p and 2p + 1 need the rows 2p - 1 to 2p + 2, which are 2p to 2p + 3 once the border is counted.
        var planes = stackalloc float*[4];
        for (var plane = 0; plane < 4; plane++)
        {
            var at = i0 + plane - 1;
            planes[plane] = at < 0 || at >= input.Shape.A0 ? null : input.Channel(channel) + ((nint)at * input.PlaneStride) + ((nint)2 * pair * input.Pitch);
        }

        for (var p = 0; p < count; p++)
        {
            for (var x = 0; x < input.Pitch; x += Kernels.Lanes)
            {
                var at = ((nint)2 * p * input.Pitch) + x;
                Rows(planes[0], at, input.Pitch, out var a0, out var a1, out var a2, out var a3);
                Rows(planes[1], at, input.Pitch, out var b0, out var b1, out var b2, out var b3);
                Rows(planes[2], at, input.Pitch, out var c0, out var c1, out var c2, out var c3);
                Rows(planes[3], at, input.Pitch, out var d0, out var d1, out var d2, out var d3);
                var to = result + ((nint)p * input.Pitch) + x;
                Store(to, stride, a0 - c0, a1 - c1, a2 - c2, a3 - c3);
                Store(to + (4 * stride), stride, b0 + c0, b1 + c1, b2 + c2, b3 + c3);
                Store(to + (8 * stride), stride, c0 - b0, c1 - b1, c2 - b2, c3 - b3);
                Store(to + (12 * stride), stride, b0 - d0, b1 - d1, b2 - d2, b3 - d3);
            }
        }
    }

    /// <summary>Fills two planes of an output channel from its 16 products.</summary>
    /// <param name="products">The first component.</param>
    /// <param name="stride">Floats from one component to the next.</param>
    /// <param name="output">The map.</param>
    /// <param name="channel">Which of its channels.</param>
    /// <param name="i0">First of the two planes.</param>
    /// <param name="pair">First pair of rows.</param>
    /// <param name="count">Pairs of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(float* products, nint stride, FeatureMap output, int channel, int i0, int pair, int count)
    {
        for (var p = 0; p < count; p++)
        {
            var upper = output.Channel(channel) + ((nint)i0 * output.PlaneStride) + ((nint)((2 * (pair + p)) + 1) * output.Pitch);

            // From the end, since the last vector of a row reaches into the next one.
            for (var x = (output.Pitch - 1) / Kernels.Lanes * Kernels.Lanes; x >= 0; x -= Kernels.Lanes)
            {
                var from = products + ((nint)p * output.Pitch) + x;
                Planes(from, stride, out var a0, out var b0);
                Planes(from + stride, stride, out var a1, out var b1);
                Planes(from + (2 * stride), stride, out var a2, out var b2);
                Planes(from + (3 * stride), stride, out var a3, out var b3);
                var first = upper + x;
                var second = first + output.PlaneStride;
                (a0 + a1 + a2).Store(first);
                (a1 - a2 - a3).Store(first + output.Pitch);
                (b0 + b1 + b2).Store(second);
                (b1 - b2 - b3).Store(second + output.Pitch);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(float* plane, nint at, nint pitch, out Vector512<float> t0, out Vector512<float> t1, out Vector512<float> t2, out Vector512<float> t3)
    {
        if (plane is null)
        {
            (t0, t1, t2, t3) = (default, default, default, default);
            return;
        }

        plane += at;
        var (r0, r1) = (Vector512.Load(plane), Vector512.Load(plane + pitch));
        var (r2, r3) = (Vector512.Load(plane + (2 * pitch)), Vector512.Load(plane + (3 * pitch)));
        (t0, t1, t2, t3) = (r0 - r2, r1 + r2, r2 - r1, r1 - r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, nint stride, Vector512<float> t0, Vector512<float> t1, Vector512<float> t2, Vector512<float> t3)
    {
        t0.Store(to);
        t1.Store(to + stride);
        t2.Store(to + (2 * stride));
        t3.Store(to + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Planes(float* from, nint stride, out Vector512<float> upper, out Vector512<float> lower)
    {
        var (m0, m1) = (Vector512.Load(from), Vector512.Load(from + (4 * stride)));
        var (m2, m3) = (Vector512.Load(from + (8 * stride)), Vector512.Load(from + (12 * stride)));
        (upper, lower) = (m0 + m1 + m2, m1 - m2 - m3);
    }
}
