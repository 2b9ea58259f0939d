using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Logits resampled to the source grid, one plane of one class at a time, so that no volume of the source's size is ever held: axes are
/// independent, so a plane is a blend of at most two planes, resized. Linear interpolation stays in range and needs no clip.
/// </summary>
internal sealed class LogitPlanes
{
    private readonly LogitVolume _logits;
    private readonly Axis _axis0;
    private readonly Axis _axis1;
    private readonly Axis _axis2;

    public LogitPlanes(LogitVolume logits, ArrayShape to, ArraySpacing current, ArraySpacing target, ResamplingRule rule)
    {
        _logits = logits;
        Shape = to;
        var separate = rule.SeparateAxis(current, target);
        (_axis0, _axis1, _axis2) = (Along(0), Along(1), Along(2));

        Axis Along(int axis) => new(AxisTaps.Create(logits.Shape[axis], to[axis], axis == separate ? InterpolationOrder.Nearest : rule.Order), logits.Shape[axis]);
    }

    public ArrayShape Shape { get; }

    public int Classes => _logits.Classes.Length;

    /// <summary>Fills a plane of <see cref="Shape"/> with fixed a0.</summary>
    /// <param name="i0">Which plane.</param>
    /// <param name="c">Which class.</param>
    /// <param name="plane">A1 * A2 logits.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    public void Fill(int i0, int c, Span<float> plane, Span<float> scratch)
    {
        var size = _logits.Shape.A1 * _logits.Shape.A2;
        var blended = scratch[..size];
        Blend(_logits.Classes[c], _axis0, i0, size, blended);
        var row = scratch.Slice(size, _logits.Shape.A2);
        for (var i1 = 0; i1 < Shape.A1; i1++)
        {
            Blend(blended, _axis1, i1, _logits.Shape.A2, row);
            Stretch(row, plane.Slice(i1 * Shape.A2, Shape.A2));
        }
    }

    public int ScratchLength => (_logits.Shape.A1 + 1) * _logits.Shape.A2;

    private static void Blend(ReadOnlySpan<float> source, Axis axis, int k, int length, Span<float> result)
    {
        var low = source.Slice(axis.Low[k] * length, length);
        if (axis.T[k] == 0)
        {
            low.CopyTo(result);
            return;
        }

        TensorPrimitives.Multiply(low, 1 - axis.T[k], result);
        TensorPrimitives.MultiplyAdd(source.Slice(axis.High[k] * length, length), axis.T[k], result, result);
    }

    private void Stretch(ReadOnlySpan<float> row, Span<float> result)
    {
        var (low, high, t) = (_axis2.Low, _axis2.High, _axis2.T);
        for (var k = 0; k < result.Length; k++)
        {
            result[k] = ((1 - t[k]) * row[low[k]]) + (t[k] * row[high[k]]);
        }
    }

    private sealed class Axis
    {
        public Axis(AxisTaps taps, int size)
        {
            Low = [.. taps.First];
            High = [.. taps.First.Select(first => Math.Min(first + 1, size - 1))];
            T = taps.Count == 1 ? new float[Low.Length] : [.. Enumerable.Range(0, Low.Length).Select(k => (float)taps.Weights[(2 * k) + 1])];
        }

        public int[] Low { get; }

        public int[] High { get; }

        public float[] T { get; }
    }
}
