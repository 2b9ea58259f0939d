using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeNode.Inference.Labelling;

/// <summary>Where one row of logits exceeds another.</summary>
internal static class LogitRow
{
    /// <summary>First column where <paramref name="a"/> is greater than <paramref name="b"/>; the length where none is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FirstGreater(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var i = 0;
        while (i <= a.Length - Vector<float>.Count && !Vector.GreaterThanAny(new Vector<float>(a[i..]), new Vector<float>(b[i..])))
        {
            i += Vector<float>.Count;
        }

        while (i < a.Length && !(a[i] > b[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>Last column where <paramref name="a"/> is greater than <paramref name="b"/>; -1 where none is.</summary>
    public static int LastGreater(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var i = a.Length - 1;
        while (i >= 0 && !(a[i] > b[i]))
        {
            i--;
        }

        return i;
    }
}
