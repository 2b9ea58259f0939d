using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>Smallest and largest value of a volume, or of each of its slices along one axis: what cubic overshoot is cut to.</summary>
internal sealed class ValueLimits
{
    private readonly int? _axis;
    private readonly float[] _low;
    private readonly float[] _high;
    private readonly Lock _gate = new();

    /// <param name="shape">Shape of the volume.</param>
    /// <param name="axis">Axis along which slices have their own limits, null for the whole volume.</param>
    public ValueLimits(ArrayShape shape, int? axis)
    {
        _axis = axis;
        var slices = axis is { } a ? shape[a] : 1;
        (_low, _high) = (new float[slices], new float[slices]);
        Array.Fill(_low, float.PositiveInfinity);
        Array.Fill(_high, float.NegativeInfinity);
    }

    /// <summary>Takes the values of the plane <paramref name="i0"/> into account; planes may come from several threads.</summary>
    public void Include(int i0, ReadOnlySpan<float> plane, ArrayShape shape)
    {
        if (_axis is null or 0)
        {
            var (low, high) = Range(plane);
            lock (_gate)
            {
                Widen(i0 % _low.Length, low, high);
            }

            return;
        }

        for (var i1 = 0; i1 < shape.A1; i1++)
        {
            var row = plane.Slice(i1 * shape.A2, shape.A2);
            lock (_gate)
            {
                if (_axis == 1)
                {
                    var (low, high) = Range(row);
                    Widen(i1, low, high);
                }
                else
                {
                    TensorPrimitives.Min(_low, row, _low);
                    TensorPrimitives.Max(_high, row, _high);
                }
            }
        }
    }

    /// <summary>Cuts a volume that has as many slices along the axis as the one measured.</summary>
    public void Clip(float[] voxels, ArrayShape shape) => Parallel.For(0, shape.A0, i0 =>
    {
        for (var row = i0 * shape.A1; row < (i0 + 1) * shape.A1; row++)
        {
            var line = voxels.AsSpan(row * shape.A2, shape.A2);
            if (_axis == 2)
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = Math.Clamp(line[i], _low[i], _high[i]);
                }
            }
            else
            {
                Clip(line, _low[Slice(row, shape)], _high[Slice(row, shape)]);
            }
        }
    });

    private void Widen(int slice, float low, float high) => (_low[slice], _high[slice]) = (Math.Min(_low[slice], low), Math.Max(_high[slice], high));

    private int Slice(int row, ArrayShape shape) => _axis switch { 0 => row / shape.A1, 1 => row % shape.A1, _ => 0 };

    private static (float Low, float High) Range(ReadOnlySpan<float> values) => (TensorPrimitives.Min(values), TensorPrimitives.Max(values));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clip(Span<float> line, float low, float high)
    {
        for (; line.Length >= Vector<float>.Count; line = line[Vector<float>.Count..])
        {
            Vector.Clamp(new Vector<float>(line), new(low), new(high)).CopyTo(line);
        }

        foreach (ref var value in line)
        {
            value = Math.Clamp(value, low, high);
        }
    }
}
