namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Separable spline resampling, equal to nnU-Net 2.8.1 <c>resample_data_or_seg_to_shape(is_seg=False, order_z=0)</c> but for the last bit of a float:
/// no low-pass when samples get fewer, and the result never leaves the value range of the input (of the slice, where one axis is apart).
/// Everything between the axes is double precision, as there.
/// </summary>
public static class VolumeResampler
{
    /// <param name="source">Voxels of <paramref name="from"/>, a2 contiguous; finite. Returned itself where the shape does not change.</param>
    /// <param name="from">Shape of the source.</param>
    /// <param name="to">Shape wanted, at least one voxel along each axis.</param>
    /// <param name="current">Spacing of the source, mm; decides with <paramref name="target"/> whether one axis is apart.</param>
    /// <param name="target">Spacing wanted, mm.</param>
    /// <param name="rule">Order and separation.</param>
    /// <param name="cancellation">Stops between blocks of lines.</param>
    public static float[] Resample(
        float[] source,
        ArrayShape from,
        ArrayShape to,
        ArraySpacing current,
        ArraySpacing target,
        ResamplingRule rule,
        CancellationToken cancellation = default)
    {
        if (from == to)
        {
            return source;
        }

        var separate = rule.SeparateAxis(current, target);
        var limits = rule.Order == InterpolationOrder.Cubic ? ValueLimits.Of(source, from, separate) : null;
        int[] axes = [.. AxesByShrinkage(from, to).Where(axis => axis != separate && from[axis] != to[axis])];
        var shape = from;
        var voxels = source;
        double[] between = [];
        for (var i = 0; i < axes.Length; i++)
        {
            var (axis, first, last) = (axes[i], i == 0, i == axes.Length - 1);
            if (last)
            {
                voxels = first ? Run<float, float>(voxels, axis) : Run<double, float>(between, axis);
            }
            else
            {
                between = first ? Run<float, double>(voxels, axis) : Run<double, double>(between, axis);
            }

            shape = shape.With(axis, to[axis]);
        }

        if (axes.Length > 0)
        {
            limits?.Clip(voxels, shape);
        }

        return separate is { } apart && from[apart] != to[apart]
            ? AxisPass.Run<float, float>(voxels, shape, apart, to[apart], InterpolationOrder.Nearest, cancellation)
            : voxels;

        TTo[] Run<TFrom, TTo>(TFrom[] volume, int axis)
            where TFrom : unmanaged
            where TTo : unmanaged => AxisPass.Run<TFrom, TTo>(volume, shape, axis, to[axis], rule.Order, cancellation);
    }

    // Axes are independent, so the one that loses most voxels goes first.
    private static IEnumerable<int> AxesByShrinkage(ArrayShape from, ArrayShape to) =>
        Enumerable.Range(0, 3).OrderBy(axis => to[axis] / (double)from[axis]);
}
