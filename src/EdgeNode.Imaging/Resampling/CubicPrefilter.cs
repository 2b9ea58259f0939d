using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Turns samples into cubic B-spline coefficients (Unser 1993; scipy 1.10 <c>spline_filter1d</c> with half-sample symmetry), many lines at once:
/// sample i of the lines lies in <c>lines[i * stride .. (i + 1) * stride]</c>. Double precision keeps a constant line constant to the last
/// bit of a float, which lets tiles of air be recognised after resampling.
/// </summary>
internal static class CubicPrefilter
{
    /// <summary>Replicated samples on each side of a line before it is filtered (scipy's <c>_prepad_for_spline_filter</c>).</summary>
    public const int Extension = 12;

    private const double Gain = 6;
    private static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>Replicates the ends of the lines, whose samples start at <see cref="Extension"/>, and filters in place.</summary>
    /// <param name="lines">(samples + 2 * Extension) * stride vectors.</param>
    /// <param name="samples">Samples of a line.</param>
    /// <param name="stride">Vectors from one sample to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<Vector<double>> lines, int samples, int stride)
    {
        var count = samples + (2 * Extension);
        Replicate(lines, samples, stride);
        Scale(lines[..(count * stride)]);
        for (var lane = 0; lane < stride; lane++)
        {
            Start(lines, count, stride, lane);
        }

        var pole = new Vector<double>(Pole);
        for (var i = stride; i < count * stride; i++)
        {
            lines[i] = Vector.FusedMultiplyAdd(pole, lines[i - stride], lines[i]);
        }

        var last = (count - 1) * stride;
        for (var lane = 0; lane < stride; lane++)
        {
            lines[last + lane] *= Pole / (Pole - 1);
        }

        for (var i = last - 1; i >= 0; i--)
        {
            lines[i] = pole * (lines[i + stride] - lines[i]);
        }
    }

    private static void Replicate(Span<Vector<double>> lines, int samples, int stride)
    {
        var first = lines.Slice(Extension * stride, stride);
        var last = lines.Slice((Extension + samples - 1) * stride, stride);
        for (var i = 0; i < Extension; i++)
        {
            first.CopyTo(lines[(i * stride)..]);
            last.CopyTo(lines[((Extension + samples + i) * stride)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<Vector<double>> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] *= Gain;
        }
    }

    // First causal coefficient of the line reflected about its outer faces; terms fall by |pole|, 0.27, each and vanish soon.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Start(Span<Vector<double>> lines, int count, int stride, int lane)
    {
        var poleToCount = Math.Pow(Pole, count);
        var sum = Vector<double>.Zero;
        var power = 1.0;
        for (var i = 0; i < count && Math.Abs(power) > 1e-20; i++)
        {
            sum += power * (lines[(i * stride) + lane] + (poleToCount * lines[((count - 1 - i) * stride) + lane]));
            power *= Pole;
        }

        lines[lane] += Pole / (1 - (poleToCount * poleToCount)) * sum;
    }
}
