using System.Numerics;

namespace EdgeNode.Imaging.Resampling;

/// <summary>Smallest and largest value of a volume, or of each of its slices along one axis: what cubic overshoot is cut to.</summary>
internal sealed class ValueLimits
{
    private readonly int? _axis;
    private readonly float[] _low;
    private readonly float[] _high;

    private ValueLimits(int? axis, int slices)
    {
        _axis = axis;
        _low = new float[slices];
        _high = new float[slices];
        Array.Fill(_low, float.PositiveInfinity);
        Array.Fill(_high, float.NegativeInfinity);
    }

    /// <param name="voxels">Voxels of <paramref name="shape"/>.</param>
    /// <param name="shape">Shape of the volume.</param>
    /// <param name="axis">Axis along which slices have their own limits, null for the whole volume.</param>
    public static ValueLimits Of(float[] voxels, ArrayShape shape, int? axis)
    {
        var limits = new ValueLimits(axis, axis is { } a ? shape[a] : 1);
        for (var row = 0; row < shape.A0 * shape.A1; row++)
        {
            limits.Include(voxels.AsSpan(row * shape.A2, shape.A2), row, shape);
        }

        return limits;
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

    private void Include(ReadOnlySpan<float> line, int row, ArrayShape shape)
    {
        if (_axis == 2)
        {
            for (var i = 0; i < line.Length; i++)
            {
                _low[i] = Math.Min(_low[i], line[i]);
                _high[i] = Math.Max(_high[i], line[i]);
            }

            return;
        }

        var (low, high) = Range(line);
        var slice = Slice(row, shape);
        _low[slice] = Math.Min(_low[slice], low);
        _high[slice] = Math.Max(_high[slice], high);
    }

    private int Slice(int row, ArrayShape shape) => _axis switch { 0 => row / shape.A1, 1 => row % shape.A1, _ => 0 };

    private static (float Low, float High) Range(ReadOnlySpan<float> line)
    {
        var low = new Vector<float>(float.PositiveInfinity);
        var high = new Vector<float>(float.NegativeInfinity);
        var i = 0;
        for (; i <= line.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(line[i..]);
            low = Vector.Min(low, values);
            high = Vector.Max(high, values);
        }

        var (smallest, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            smallest = Math.Min(smallest, low[lane]);
            largest = Math.Max(largest, high[lane]);
        }

        for (; i < line.Length; i++)
        {
            smallest = Math.Min(smallest, line[i]);
            largest = Math.Max(largest, line[i]);
        }

        return (smallest, largest);
    }

    private static void Clip(Span<float> line, float low, float high)
    {
        var i = 0;
        for (; i <= line.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Clamp(new Vector<float>(line[i..]), new(low), new(high)).CopyTo(line[i..]);
        }

        for (; i < line.Length; i++)
        {
            line[i] = Math.Clamp(line[i], low, high);
        }
    }
}
