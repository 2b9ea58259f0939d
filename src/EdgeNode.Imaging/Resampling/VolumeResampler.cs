namespace EdgeNode.Imaging.Resampling;

/// <summary>Fills a plane (fixed a0, a2 contiguous) of a volume with finite values; called once for each plane, from several threads.</summary>
public delegate void PlaneSource(int a0, Span<float> plane);

/// <summary>
/// Separable spline resampling, equal to nnU-Net 2.8.1 <c>resample_data_or_seg_to_shape(is_seg=False, order_z=0)</c> but for the last bits of a float:
/// no low-pass when samples get fewer, and the result never leaves the value range of the input (of the slice, where one axis is apart).
/// Planes are resampled one by one as they come, so that the source is never held as floats, and then the axis across them.
/// </summary>
public static class VolumeResampler
{
    /// <param name="source">Voxels of <paramref name="from"/>, a2 contiguous; finite. Returned itself where the shape does not change.</param>
    /// <inheritdoc cref="Resample(PlaneSource, ArrayShape, ArrayShape, ArraySpacing, ArraySpacing, ResamplingRule, CancellationToken)"/>
    public static float[] Resample(
        float[] source,
        ArrayShape from,
        ArrayShape to,
        ArraySpacing current,
        ArraySpacing target,
        ResamplingRule rule,
        CancellationToken cancellation = default) =>
        from == to ? source : Resample((a0, plane) => source.AsSpan(a0 * plane.Length, plane.Length).CopyTo(plane), from, to, current, target, rule, cancellation);

    /// <param name="source">Planes of <paramref name="from"/>.</param>
    /// <param name="from">Shape of the source.</param>
    /// <param name="to">Shape wanted, at least one voxel along each axis.</param>
    /// <param name="current">Spacing of the source, mm; decides with <paramref name="target"/> whether one axis is apart.</param>
    /// <param name="target">Spacing wanted, mm.</param>
    /// <param name="rule">Order and separation.</param>
    /// <param name="cancellation">Stops between planes or blocks of lines.</param>
    public static float[] Resample(
        PlaneSource source,
        ArrayShape from,
        ArrayShape to,
        ArraySpacing current,
        ArraySpacing target,
        ResamplingRule rule,
        CancellationToken cancellation = default)
    {
        var separate = rule.SeparateAxis(current, target);
        int[] axes = [.. Enumerable.Range(0, 3).Where(axis => axis != separate && from[axis] != to[axis])];
        var limits = rule.Order == InterpolationOrder.Cubic && axes.Length > 0 ? new ValueLimits(from, separate) : null;
        var planes = new PlaneResampler(from, to, [.. axes.Where(axis => axis > 0)], rule.Order);
        var voxels = (axes.Contains(0), axes.Length > 1) switch
        {
            (false, _) => Planes<float>(source, planes, limits, from, cancellation),
            (true, false) => AxisPass.Run(Planes<float>(source, planes, limits, from, cancellation), planes.Shape, 0, to.A0, rule.Order, cancellation),

            // Between two axes voxels are double precision, so that the result is rounded once, as nnU-Net's is.
            (true, true) => AxisPass.Run(Planes<double>(source, planes, limits, from, cancellation), planes.Shape, 0, to.A0, rule.Order, cancellation),
        };
        var shape = axes.Contains(0) ? planes.Shape with { A0 = to.A0 } : planes.Shape;
        limits?.Clip(voxels, shape);
        return separate is { } apart && from[apart] != to[apart]
            ? AxisPass.Run(voxels, shape, apart, to[apart], InterpolationOrder.Nearest, cancellation)
            : voxels;
    }

    private static T[] Planes<T>(PlaneSource source, PlaneResampler planes, ValueLimits? limits, ArrayShape from, CancellationToken cancellation)
        where T : unmanaged
    {
        var length = planes.Shape.A1 * planes.Shape.A2;
        var voxels = GC.AllocateUninitializedArray<T>(checked((int)planes.Shape.Voxels));
        Parallel.For(
            0,
            from.A0,
            new ParallelOptions { CancellationToken = cancellation },
            () => new PlaneResampler.Buffers(planes),
            (i0, _, buffers) =>
            {
                source(i0, buffers.Source);
                limits?.Include(i0, buffers.Source, from);
                planes.Run(buffers, voxels.AsSpan(i0 * length, length));
                return buffers;
            },
            _ => { });
        return voxels;
    }
}
