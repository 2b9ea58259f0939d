namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// How nnU-Net's <c>resample_data_or_seg_to_shape</c> is asked to resample: <paramref name="Order"/> in general, and nearest along one axis
/// (<c>order_z</c> 0) where that axis is much coarser than the others.
/// </summary>
/// <param name="Order">Spline order.</param>
/// <param name="ForceSeparateZ">True: always separate; false: never; null: decided by the spacings.</param>
public sealed record ResamplingRule(InterpolationOrder Order, bool? ForceSeparateZ = null)
{
    // nnU-Net 2.8.1 ANISO_THRESHOLD; strictly greater.
    private const double AnisotropyThreshold = 3;

    /// <summary>
    /// The axis that is resampled apart from the others, by nearest neighbour, or null. Where two axes share the coarsest spacing none is.
    /// </summary>
    public int? SeparateAxis(ArraySpacing current, ArraySpacing target) => ForceSeparateZ switch
    {
        true => CoarsestAxis(current),
        false => null,
        null when IsAnisotropic(current) => CoarsestAxis(current),
        null when IsAnisotropic(target) => CoarsestAxis(target),
        null => null,
    };

    private static bool IsAnisotropic(ArraySpacing s) => Max(s) / Math.Min(s.A0, Math.Min(s.A1, s.A2)) > AnisotropyThreshold;

    private static double Max(ArraySpacing s) => Math.Max(s.A0, Math.Max(s.A1, s.A2));

    private static int? CoarsestAxis(ArraySpacing s)
    {
        int? coarsest = null;
        for (var axis = 0; axis < 3; axis++)
        {
            if (s[axis] == Max(s))
            {
                if (coarsest is not null)
                {
                    return null;
                }

                coarsest = axis;
            }
        }

        return coarsest;
    }
}
