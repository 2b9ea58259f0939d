using System.Runtime.InteropServices;

namespace EdgeNode.Imaging.Resampling;

/// <summary>Resamples planes (fixed a0) along neither, one or both of their axes; between the two they are double precision.</summary>
internal sealed class PlaneResampler
{
    private readonly ArrayShape _from;
    private readonly int[] _axes;
    private readonly AxisPass[] _passes;

    /// <param name="from">Shape of the volume.</param>
    /// <param name="to">Shape wanted.</param>
    /// <param name="axes">Which of the axes 1 and 2 to resample.</param>
    /// <param name="order">Spline order.</param>
    public PlaneResampler(ArrayShape from, ArrayShape to, int[] axes, InterpolationOrder order)
    {
        _from = from;

        // The axis that loses most voxels goes first.
        _axes = [.. axes.OrderBy(axis => to[axis] / (double)from[axis])];
        _passes = [.. _axes.Select(axis => new AxisPass(from[axis], to[axis], order))];
        Shape = axes.Aggregate(from, (shape, axis) => shape.With(axis, to[axis]));
    }

    /// <summary>Shape of the volume once its planes are resampled.</summary>
    public ArrayShape Shape { get; }

    /// <summary>Fills a plane of floats or doubles from the buffers' source.</summary>
    public void Run<TTo>(Buffers buffers, Span<TTo> result)
        where TTo : unmanaged
    {
        switch (_axes)
        {
            case []:
                MemoryMarshal.Cast<float, TTo>(buffers.Source).CopyTo(result);
                break;
            case [var axis]:
                _passes[0].Plane<float, TTo>(buffers.Source, result, axis, _from[3 - axis], buffers.Passes[0]);
                break;
            case [var first, var second]:
                _passes[0].Plane<float, double>(buffers.Source, buffers.Between, first, _from[second], buffers.Passes[0]);
                _passes[1].Plane<double, TTo>(buffers.Between, result, second, Shape[first], buffers.Passes[1]);
                break;
        }
    }

    /// <summary>What one thread needs.</summary>
    internal sealed class Buffers(PlaneResampler planes)
    {
        public float[] Source { get; } = new float[planes._from.A1 * planes._from.A2];

        public double[] Between { get; } = planes._axes is [var first, _] ? new double[planes._from.With(first, planes.Shape[first]) is var shape ? shape.A1 * shape.A2 : 0] : [];

        public AxisPass.Buffers[] Passes { get; } = [.. planes._passes.Select(pass => new AxisPass.Buffers(pass))];
    }
}
