using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Logits resampled to the source grid, row by row, from the last two planes of the network's grid: axes are independent and interpolation is linear
/// or nearest, so that a row is a blend of at most four rows, stretched. Linear interpolation stays in range and needs no clip.
/// </summary>
internal sealed class LogitPlanes
{
    private readonly float[][][] _planes;
    private readonly ArrayShape _from;
    private readonly LinearAxis _axis0;
    private readonly LinearAxis _axis1;
    private readonly LinearAxis _axis2;
    private readonly float[] _low;
    private readonly float[] _high;
    private readonly float[] _row;
    private readonly float[] _zeros;

    public LogitPlanes(int classes, ArrayShape from, ArrayShape to, ArraySpacing current, ArraySpacing target, ResamplingRule rule)
    {
        (Classes, Shape, _from) = (classes, to, from);
        _planes = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, classes).Select(_ => new float[from.A1 * from.A2]).ToArray())];
        var separate = rule.SeparateAxis(current, target);
        (_axis0, _axis1, _axis2) = (Along(0), Along(1), Along(2));
        (_low, _high, _row, _zeros) = (new float[from.A2], new float[from.A2], new float[from.A2], new float[from.A2]);

        LinearAxis Along(int axis) => new(AxisTaps.Create(from[axis], to[axis], axis == separate ? InterpolationOrder.Nearest : rule.Order), from[axis]);
    }

    /// <summary>Shape of the source grid.</summary>
    public ArrayShape Shape { get; }

    public int Classes { get; }

    /// <summary>Takes the next plane of the network's grid; the one before the last is given up.</summary>
    public void Add(int a0, float[][] logits)
    {
        for (var c = 0; c < Classes; c++)
        {
            logits[c].CopyTo(_planes[a0 % 2][c], 0);
        }
    }

    /// <summary>The last plane of the network's grid that a plane of the source grid needs.</summary>
    public int Needs(int i0) => _axis0.Last(i0);

    /// <summary>
    /// Columns of the source grid in which a row can be anything but background: those reached from logits, in the rows it is blended from, of which
    /// another class exceeds the background (a region exceeds 0). Blending keeps "not greater", rounding included, so all other columns are background.
    /// </summary>
    public (int Low, int High) Foreground(int i0, int i1, bool regions)
    {
        var (low, high) = (_from.A2, 0);
        foreach (var plane in stackalloc[] { _axis0.Low[i0], _axis0.Last(i0) })
        {
            foreach (var row in stackalloc[] { _axis1.Low[i1], _axis1.Last(i1) })
            {
                Widen(_planes[plane % 2], row, regions, ref low, ref high);
            }
        }

        return low < high ? _axis2.Reached(low, high) : (0, 0);
    }

    /// <summary>Fills the columns from <paramref name="low"/> to before <paramref name="high"/> of a row of the source grid.</summary>
    public void Fill(int i0, int i1, int c, int low, int high, Span<float> row)
    {
        Blend(i0, _axis1.Low[i1], c, _low);
        var blended = _low;
        if (_axis1.T[i1] != 0)
        {
            Blend(i0, _axis1.High[i1], c, _high);
            Blend(_low, _high, _axis1.T[i1], _row);
            blended = _row;
        }

        var (lower, upper, t) = (_axis2.Low, _axis2.High, _axis2.T);
        for (var k = low; k < high; k++)
        {
            row[k] = ((1 - t[k]) * blended[lower[k]]) + (t[k] * blended[upper[k]]);
        }
    }

    private void Blend(int i0, int row, int c, Span<float> result)
    {
        var t = _axis0.T[i0];
        var low = _planes[_axis0.Low[i0] % 2][c].AsSpan(row * _from.A2, _from.A2);
        if (t == 0)
        {
            low.CopyTo(result);
            return;
        }

        Blend(low, _planes[_axis0.High[i0] % 2][c].AsSpan(row * _from.A2, _from.A2), t, result);
    }

    private static void Blend(ReadOnlySpan<float> low, ReadOnlySpan<float> high, float t, Span<float> result)
    {
        TensorPrimitives.Multiply(low, 1 - t, result);
        TensorPrimitives.MultiplyAdd(high, t, result, result);
    }

    private void Widen(float[][] plane, int row, bool regions, ref int low, ref int high)
    {
        var background = regions ? _zeros : plane[0].AsSpan(row * _from.A2, _from.A2);
        for (var c = regions ? 0 : 1; c < Classes; c++)
        {
            var logits = plane[c].AsSpan(row * _from.A2, _from.A2);
            var first = LogitRow.FirstGreater(logits, background);
            if (first < _from.A2)
            {
                (low, high) = (Math.Min(low, first), Math.Max(high, LogitRow.LastGreater(logits, background) + 1));
            }
        }
    }
}
