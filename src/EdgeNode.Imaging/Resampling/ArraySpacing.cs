namespace EdgeNode.Imaging.Resampling;

/// <summary>Distance of voxel centres along the axes a0, a1, a2 of an array, millimetres (see <see cref="ArrayShape"/>).</summary>
public readonly record struct ArraySpacing(double A0, double A1, double A2)
{
    public double this[int axis] => axis switch { 0 => A0, 1 => A1, 2 => A2, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    /// <summary>
    /// Shape of the array once resampled to <paramref name="target"/>: round((spacing / target) * size), ties to even, in exactly this order
    /// (nnU-Net 2.8.1 <c>compute_new_shape</c>). An entry can be 0 where the target is very coarse.
    /// </summary>
    public ArrayShape Resampled(ArrayShape shape, ArraySpacing target)
    {
        var spacing = this;
        return new(Size(0), Size(1), Size(2));

        int Size(int axis) =>
            (int)Math.Min(int.MaxValue, Math.Round(spacing[axis] / target[axis] * shape[axis], MidpointRounding.ToEven));
    }
}
