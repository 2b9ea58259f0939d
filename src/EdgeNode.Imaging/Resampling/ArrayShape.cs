namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Voxels along the axes a0, a1, a2 of an array in nnU-Net's order: a2 is contiguous. For an untransposed CT that is z, y, x.
/// </summary>
public readonly record struct ArrayShape(int A0, int A1, int A2)
{
    public int this[int axis] => axis switch { 0 => A0, 1 => A1, 2 => A2, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    /// <summary>Total number of voxels.</summary>
    public long Voxels => (long)A0 * A1 * A2;

    /// <summary>The shape with another size along one axis.</summary>
    public ArrayShape With(int axis, int size) => axis switch
    {
        0 => this with { A0 = size },
        1 => this with { A1 = size },
        2 => this with { A2 = size },
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    public override string ToString() => FormattableString.Invariant($"{A0}x{A1}x{A2}");
}
