using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Resamples a volume along one axis. Lines are taken <see cref="Lanes"/> at a time into a buffer of doubles with the sample index outermost,
/// so that every axis runs through the same vector code, and blocks of lines run in parallel.
/// </summary>
internal sealed class AxisPass
{
    private const int Lanes = 32;

    private readonly InterpolationOrder _order;
    private readonly int _from;
    private readonly int _to;
    private readonly int _extension;
    private readonly int _taps;
    private readonly int[] _first;
    private readonly double[] _weights;

    public AxisPass(int from, int to, InterpolationOrder order)
    {
        _order = order;
        _from = from;
        _to = to;
        _extension = order == InterpolationOrder.Cubic ? CubicPrefilter.Extension : 0;
        var taps = AxisTaps.Create(from, to, order);
        _taps = taps.Count == 2 && from == 1 ? 1 : taps.Count;
        _first = [.. taps.First];
        _weights = taps.Count == _taps ? [.. taps.Weights] : [.. taps.Weights.Where((_, i) => i % 2 == 0)];
    }

    private static int VectorsPerSample => Lanes / Vector<double>.Count;

    /// <summary>The volume with <paramref name="size"/> samples along <paramref name="axis"/>.</summary>
    public static float[] Run<TFrom>(TFrom[] source, ArrayShape shape, int axis, int size, InterpolationOrder order, CancellationToken cancellation)
        where TFrom : unmanaged
    {
        var pass = new AxisPass(shape[axis], size, order);
        var result = GC.AllocateUninitializedArray<float>(checked((int)shape.With(axis, size).Voxels));
        var inner = axis switch { 0 => shape.A1 * shape.A2, 1 => shape.A2, _ => 1 };
        var outer = axis switch { 0 => 1, 1 => shape.A0, _ => shape.A0 * shape.A1 };
        var lines = axis == 2 ? outer : inner;
        var blocks = (lines + Lanes - 1) / Lanes;
        var repeats = axis == 2 ? 1 : outer;
        Parallel.For(
            0,
            repeats * blocks,
            new ParallelOptions { CancellationToken = cancellation },
            () => new Buffers(pass),
            (block, _, buffers) =>
            {
                var line = block % blocks * Lanes;
                var lanes = Math.Min(Lanes, lines - line);
                if (axis == 2)
                {
                    pass.AlongRows<TFrom, float>(source, result, line, lanes, buffers);
                }
                else
                {
                    pass.AcrossRows<TFrom, float>(source, result, block / blocks, inner, line, lanes, buffers);
                }

                return buffers;
            },
            _ => { });
        return result;
    }

    /// <summary>Resamples one plane along its rows (axis 2) or across them (axis 1), on this thread. Planes are float or double.</summary>
    /// <param name="source">A plane, a2 contiguous.</param>
    /// <param name="result">The plane with the new size along the axis.</param>
    /// <param name="axis">1 or 2.</param>
    /// <param name="lines">Size of the plane along the other axis.</param>
    /// <param name="buffers">Buffers of this pass for this thread.</param>
    public void Plane<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> result, int axis, int lines, Buffers buffers)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        for (var line = 0; line < lines; line += Lanes)
        {
            var lanes = Math.Min(Lanes, lines - line);
            if (axis == 2)
            {
                AlongRows(source, result, line, lanes, buffers);
            }
            else
            {
                AcrossRows(source, result, 0, lines, line, lanes, buffers);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AcrossRows<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> result, int outer, int inner, int line, int lanes, Buffers buffers)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        for (var i = 0; i < _from; i++)
        {
            Samples.ToDouble<TFrom>(source.Slice((((outer * _from) + i) * inner) + line, lanes), buffers.Line(_extension + i));
        }

        Interpolate(buffers);
        for (var k = 0; k < _to; k++)
        {
            Samples.FromDouble(buffers.ResultLine(k)[..lanes], result.Slice((((outer * _to) + k) * inner) + line, lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AlongRows<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> result, int line, int lanes, Buffers buffers)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var into = buffers.Line(_extension);
        for (var lane = 0; lane < lanes; lane++)
        {
            Samples.Scatter<TFrom>(source.Slice((line + lane) * _from, _from), into[lane..], Lanes);
        }

        Interpolate(buffers);
        for (var lane = 0; lane < lanes; lane++)
        {
            Samples.Gather(buffers.ResultLine(0)[lane..], Lanes, result.Slice((line + lane) * _to, _to));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interpolate(Buffers buffers)
    {
        var lines = buffers.Lines.AsSpan();
        if (_order == InterpolationOrder.Cubic)
        {
            CubicPrefilter.Apply(lines, _from, VectorsPerSample);
        }

        for (var k = 0; k < _to; k++)
        {
            var samples = lines.Slice(_first[k] * VectorsPerSample, _taps * VectorsPerSample);
            var weights = _weights.AsSpan(k * _taps, _taps);
            for (var v = 0; v < VectorsPerSample; v++)
            {
                buffers.Results[(k * VectorsPerSample) + v] = Sum(samples, weights, v);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sum(ReadOnlySpan<Vector<double>> samples, ReadOnlySpan<double> weights, int lane)
    {
        var sum = samples[lane] * weights[0];
        for (var tap = 1; tap < weights.Length; tap++)
        {
            sum += samples[(tap * VectorsPerSample) + lane] * weights[tap];
        }

        return sum;
    }

    /// <summary>What one thread needs to run a pass.</summary>
    internal sealed class Buffers(AxisPass pass)
    {
        public Vector<double>[] Lines { get; } = new Vector<double>[(pass._from + (2 * pass._extension)) * VectorsPerSample];

        public Vector<double>[] Results { get; } = new Vector<double>[pass._to * VectorsPerSample];

        public Span<double> Line(int sample) => MemoryMarshal.Cast<Vector<double>, double>(Lines.AsSpan(sample * VectorsPerSample));

        public Span<double> ResultLine(int sample) => MemoryMarshal.Cast<Vector<double>, double>(Results.AsSpan(sample * VectorsPerSample));
    }
}
