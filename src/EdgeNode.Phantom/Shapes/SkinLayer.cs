namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// What lies between two depths below a surface, inside a region: platysma, trapezius, a mask over the face (negative depth is outside).
/// </summary>
internal sealed class SkinLayer(Shape skin, float fromMm, float toMm, Shape region) : Shape
{
    public override Box Bounds => region.Bounds;

    public override float Distance(float x, float y, float z)
    {
        var within = region.Distance(x, y, z);
        if (within > 4) return within;
        var depth = -skin.Distance(x, y, z);
        return MathF.Max(within, MathF.Max(fromMm - depth, depth - toMm));
    }
}
