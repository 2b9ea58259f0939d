namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// An implicit solid in anatomy millimetres (x to the left, y to the back, z to the head; origin in front of the fourth cervical vertebra).
/// </summary>
internal abstract class Shape
{
    /// <summary>Box that encloses the surface.</summary>
    public abstract Box Bounds { get; }

    /// <summary>Signed distance to the surface in millimetres, negative inside; first-order correct near the surface.</summary>
    public abstract float Distance(float x, float y, float z);

    /// <summary>First-order distance to an axis-aligned ellipse.</summary>
    protected static float EllipseDistance(float u, float v, float ru, float rv)
    {
        float a = u / ru, b = v / rv;
        var k0 = MathF.Sqrt((a * a) + (b * b));
        a /= ru;
        b /= rv;
        var k1 = MathF.Sqrt((a * a) + (b * b));
        return k1 < 1e-6f ? -MathF.Min(ru, rv) : k0 * (k0 - 1) / k1;
    }
}
