using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Resamples a volume along one axis. Lines are taken <see cref="Lanes"/> at a time into a buffer of doubles with the sample index outermost,
/// so that every axis runs through the same vector code, and blocks of lines run in parallel.
/// </summary>
internal sealed class AxisPass
{
    private const int Lanes = 32;
    private static readonly int VectorsPerSample = Lanes / Vector<double>.Count;

    private readonly InterpolationOrder _order;
    private readonly int _from;
    private readonly int _to;
    private readonly int _extension;
    private readonly int _taps;
    private readonly int[] _first;
    private readonly double[] _weights;

    private AxisPass(int from, int to, InterpolationOrder order)
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

    public static float[] Run(float[] source, ArrayShape shape, int axis, int size, InterpolationOrder order, CancellationToken cancellation)
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
                    pass.AlongRows(source, result, line, lanes, buffers);
                }
                else
                {
                    pass.AcrossRows(source, result, block / blocks, inner, line, lanes, buffers);
                }

                return buffers;
            },
            _ => { });
        return result;
    }

    private void AcrossRows(float[] source, float[] result, int outer, int inner, int line, int lanes, Buffers buffers)
    {
        for (var i = 0; i < _from; i++)
        {
            Widen(source.AsSpan((((outer * _from) + i) * inner) + line, lanes), buffers.Line((_extension + i) * Lanes));
        }

        Interpolate(buffers);
        for (var k = 0; k < _to; k++)
        {
            buffers.Result.AsSpan(k * Lanes, lanes).CopyTo(result.AsSpan((((outer * _to) + k) * inner) + line));
        }
    }

    private void AlongRows(float[] source, float[] result, int line, int lanes, Buffers buffers)
    {
        var into = buffers.Line(_extension * Lanes);
        for (var lane = 0; lane < lanes; lane++)
        {
            var row = source.AsSpan((line + lane) * _from, _from);
            for (var i = 0; i < row.Length; i++)
            {
                into[(i * Lanes) + lane] = row[i];
            }
        }

        Interpolate(buffers);
        for (var lane = 0; lane < lanes; lane++)
        {
            var row = result.AsSpan((line + lane) * _to, _to);
            for (var k = 0; k < row.Length; k++)
            {
                row[k] = buffers.Result[(k * Lanes) + lane];
            }
        }
    }

    private void Interpolate(Buffers buffers)
    {
        var lines = buffers.Lines.AsSpan();
        if (_order == InterpolationOrder.Cubic)
        {
            CubicPrefilter.Apply(lines, _from, VectorsPerSample);
        }

        var results = MemoryMarshal.Cast<float, Vector<float>>(buffers.Result.AsSpan());
        for (var k = 0; k < _to; k++)
        {
            var samples = lines.Slice(_first[k] * VectorsPerSample, _taps * VectorsPerSample);
            var weights = _weights.AsSpan(k * _taps, _taps);
            for (var v = 0; v < VectorsPerSample; v += 2)
            {
                results[((k * VectorsPerSample) + v) / 2] = Vector.Narrow(Sum(samples, weights, v), Sum(samples, weights, v + 1));
            }
        }
    }

    private static Vector<double> Sum(ReadOnlySpan<Vector<double>> samples, ReadOnlySpan<double> weights, int lane)
    {
        var sum = samples[lane] * weights[0];
        for (var tap = 1; tap < weights.Length; tap++)
        {
            sum += samples[(tap * VectorsPerSample) + lane] * weights[tap];
        }

        return sum;
    }

    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(from[i..]), out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<double>.Count)..]);
        }

        for (; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }

    private sealed class Buffers(AxisPass pass)
    {
        public Vector<double>[] Lines { get; } = new Vector<double>[(pass._from + (2 * pass._extension)) * VectorsPerSample];

        public float[] Result { get; } = new float[pass._to * Lanes];

        public Span<double> Line(int offset) => MemoryMarshal.Cast<Vector<double>, double>(Lines.AsSpan())[offset..];
    }
}
