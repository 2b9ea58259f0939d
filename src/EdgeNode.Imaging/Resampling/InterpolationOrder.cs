namespace EdgeNode.Imaging.Resampling;

/// <summary>Degree of the interpolating spline, as nnU-Net's <c>order</c>.</summary>
public enum InterpolationOrder
{
    Nearest = 0,
    Linear = 1,
    Cubic = 3,
}
