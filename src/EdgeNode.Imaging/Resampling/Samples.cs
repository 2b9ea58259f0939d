using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>Moves samples between float or double volumes and the double line buffers of <see cref="AxisPass"/>.</summary>
internal static class Samples
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToDouble<T>(ReadOnlySpan<T> from, Span<double> to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            MemoryMarshal.Cast<T, double>(from).CopyTo(to);
            return;
        }

        var floats = MemoryMarshal.Cast<T, float>(from);
        var i = 0;
        for (; i <= floats.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(floats[i..]), out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<double>.Count)..]);
        }

        for (; i < floats.Length; i++)
        {
            to[i] = floats[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromDouble<T>(ReadOnlySpan<double> from, Span<T> to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            from.CopyTo(MemoryMarshal.Cast<T, double>(to));
            return;
        }

        var floats = MemoryMarshal.Cast<T, float>(to);
        var i = 0;
        for (; i <= floats.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Narrow(new Vector<double>(from[i..]), new Vector<double>(from[(i + Vector<double>.Count)..])).CopyTo(floats[i..]);
        }

        for (; i < floats.Length; i++)
        {
            floats[i] = (float)from[i];
        }
    }

    /// <summary>Sample i of a row goes to <c>to[i * stride]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<T>(ReadOnlySpan<T> row, Span<double> to, int stride)
        where T : unmanaged
    {
        for (var i = 0; i < row.Length; i++)
        {
            to[i * stride] = typeof(T) == typeof(double) ? (double)(object)row[i] : (float)(object)row[i];
        }
    }

    /// <summary>Sample i of a row comes from <c>from[i * stride]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(ReadOnlySpan<double> from, int stride, Span<T> row)
        where T : unmanaged
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = typeof(T) == typeof(double) ? (T)(object)from[i * stride] : (T)(object)(float)from[i * stride];
        }
    }
}
