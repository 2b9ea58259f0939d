namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// What lies between two depths below a surface, inside a region: platysma, trapezius, a mask over the face (negative depth is outside).
/// </summary>
/// <param name="taperMm">Over this distance from the border of the region the layer thins out; 0 keeps it even.</param>
internal sealed class SkinLayer(Shape skin, float fromMm, float toMm, Shape region, float taperMm = 0) : Shape
{
    public override Box Bounds => region.Bounds;

    public override float Distance(float x, float y, float z)
    {
        var within = region.Distance(x, y, z);
        if (within > 4) return within;
        var depth = -skin.Distance(x, y, z);
        var thickness = (toMm - fromMm) * (taperMm > 0 ? Math.Clamp(-within / taperMm, 0, 1) : 1);
        return MathF.Max(within, MathF.Max(fromMm - depth, depth - fromMm - thickness));
    }
}
