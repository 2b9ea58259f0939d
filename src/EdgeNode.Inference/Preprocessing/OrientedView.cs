using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// A source volume seen along the network's axes: axis flips, permutation, nnU-Net's transpose and cropping are all an offset and three signed
/// strides, used to read voxels on the way in and to write labels on the way back.
/// </summary>
/// <param name="Shape">Voxels along the network's axes.</param>
/// <param name="Spacing">Millimetres along them.</param>
/// <param name="Offset">Source voxel of (0,0,0).</param>
/// <param name="Stride0">Source voxels from one a0 to the next; negative where the axis is flipped.</param>
/// <param name="Stride1">The same for a1.</param>
/// <param name="Stride2">The same for a2.</param>
internal readonly record struct OrientedView(ArrayShape Shape, ArraySpacing Spacing, int Offset, int Stride0, int Stride1, int Stride2)
{
    /// <summary>
    /// The whole volume. Each source axis stands for the patient axis it is closest to, so oblique and tilted volumes keep their voxels.
    /// </summary>
    public static OrientedView Of(GridGeometry geometry, ArrayOrientation orientation, IReadOnlyList<int> transposeForward)
    {
        Vector3[] directions = [geometry.XDirection.Normalized(), geometry.YDirection.Normalized(), geometry.ZDirection.Normalized()];
        int[] sizes = [geometry.Size.X, geometry.Size.Y, geometry.Size.Z];
        double[] spacings = [geometry.SpacingMm.X, geometry.SpacingMm.Y, geometry.SpacingMm.Z];
        int[] steps = [1, geometry.Size.X, geometry.Size.SliceVoxels];

        // Source axis of array axis 0, 1, 2: the assignment whose directions agree best.
        int[][] assignments = [[2, 1, 0], [2, 0, 1], [1, 2, 0], [1, 0, 2], [0, 2, 1], [0, 1, 2]];
        var source = assignments.MaxBy(a => Enumerable.Range(0, 3).Sum(i => Math.Abs(directions[a[i]].Dot(orientation[i]))))!;

        var offset = 0;
        var (shape, spacing, strides) = (new int[3], new double[3], new int[3]);
        for (var axis = 0; axis < 3; axis++)
        {
            var array = transposeForward[axis];
            var from = source[array];
            var flipped = directions[from].Dot(orientation[array]) < 0;
            shape[axis] = sizes[from];
            spacing[axis] = spacings[from];
            strides[axis] = flipped ? -steps[from] : steps[from];
            offset += flipped ? (sizes[from] - 1) * steps[from] : 0;
        }

        return new(new(shape[0], shape[1], shape[2]), new(spacing[0], spacing[1], spacing[2]), offset, strides[0], strides[1], strides[2]);
    }

    public int Stride(int axis) => axis switch { 0 => Stride0, 1 => Stride1, _ => Stride2 };

    /// <summary>Source voxel of the first voxel of a row along a2.</summary>
    public int Row(int i0, int i1) => Offset + (i0 * Stride0) + (i1 * Stride1);

    /// <summary>The part of the view that starts at a voxel.</summary>
    public OrientedView Crop(ArrayShape low, ArrayShape shape) => this with { Shape = shape, Offset = Row(low.A0, low.A1) + (low.A2 * Stride2) };
}
