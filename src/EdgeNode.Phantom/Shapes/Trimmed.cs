namespace EdgeNode.Phantom.Shapes;

/// <summary>A solid without the part that another one takes away: a bean and its hilum.</summary>
internal sealed class Without(Shape solid, Shape taken) : Shape
{
    public override Box Bounds => solid.Bounds;

    public override float Distance(float x, float y, float z)
    {
        var d = solid.Distance(x, y, z);
        return d > 3 ? d : MathF.Max(d, -taken.Distance(x, y, z));
    }
}

/// <summary>What two solids have in common.</summary>
internal sealed class Common(Shape a, Shape b) : Shape
{
    public override Box Bounds { get; } = new(
        MathF.Max(a.Bounds.X0, b.Bounds.X0), MathF.Min(a.Bounds.X1, b.Bounds.X1), MathF.Max(a.Bounds.Y0, b.Bounds.Y0),
        MathF.Min(a.Bounds.Y1, b.Bounds.Y1), MathF.Max(a.Bounds.Z0, b.Bounds.Z0), MathF.Min(a.Bounds.Z1, b.Bounds.Z1));

    public override float Distance(float x, float y, float z) => MathF.Max(a.Distance(x, y, z), b.Distance(x, y, z));
}

/// <summary>The wall of a solid, towards its inside.</summary>
internal sealed class Shell(Shape solid, float thicknessMm) : Shape
{
    public override Box Bounds => solid.Bounds;

    public override float Distance(float x, float y, float z)
    {
        var d = solid.Distance(x, y, z);
        return MathF.Max(d, -d - thicknessMm);
    }
}

/// <summary>A block with straight sides.</summary>
internal sealed class Slab(Box box) : Shape
{
    public override Box Bounds => box;

    public override float Distance(float x, float y, float z) => MathF.Max(
        MathF.Max(MathF.Max(box.X0 - x, x - box.X1), MathF.Max(box.Y0 - y, y - box.Y1)), MathF.Max(box.Z0 - z, z - box.Z1));
}

/// <summary>A node border with spikes into the fat: ridged noise, outwards only.</summary>
internal sealed class Spiculated(Shape inner, float lengthMm, float scaleMm, float offset) : Shape
{
    public override Box Bounds { get; } = inner.Bounds.Grow(lengthMm);

    public override float Distance(float x, float y, float z)
    {
        var d = inner.Distance(x, y, z);
        if (d < -2 || d > lengthMm * 2) return d;
        var ridge = 1 - MathF.Min(1, 3.2f * MathF.Abs(NoiseField.At((x / scaleMm) + offset, (y / scaleMm) + offset, (z / scaleMm) + offset)));
        return d - (lengthMm * ridge * ridge);
    }
}
