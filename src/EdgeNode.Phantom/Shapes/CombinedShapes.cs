namespace EdgeNode.Phantom.Shapes;

/// <summary>The wall of a solid, in front of a coronal plane only: plates of laryngeal cartilage.</summary>
internal sealed class Wall(Shape inner, float halfThickness, float inFrontOfY, float z0, float z1) : Shape
{
    public override Box Bounds { get; } = inner.Bounds.Grow(halfThickness) with { Y1 = inFrontOfY, Z0 = z0, Z1 = z1 };

    public override float Distance(float x, float y, float z) => MathF.Max(
        MathF.Abs(inner.Distance(x, y, z)) - halfThickness,
        MathF.Max(y - inFrontOfY, MathF.Max(z0 - z, z - z1)));
}

/// <summary>Solids grown together: distances joined by a smooth minimum, so that matted nodes share necks of tissue.</summary>
internal sealed class Matted(Shape[] parts, float blendMm) : Shape
{
    public override Box Bounds { get; } = parts.Select(p => p.Bounds).Aggregate((a, b) => a.Union(b)).Grow(blendMm);

    public override float Distance(float x, float y, float z)
    {
        var d = parts[0].Distance(x, y, z);
        for (var i = 1; i < parts.Length; i++)
        {
            var e = parts[i].Distance(x, y, z);
            var h = MathF.Max(blendMm - MathF.Abs(d - e), 0) / blendMm;
            d = MathF.Min(d, e) - (h * h * blendMm * 0.25f);
        }

        return d;
    }
}

/// <summary>A solid with an uneven surface: its distance is disturbed by noise of the given depth.</summary>
internal sealed class Rough(Shape inner, float depthMm, float scaleMm, float offset) : Shape
{
    public override Box Bounds { get; } = inner.Bounds.Grow(depthMm);

    public override float Distance(float x, float y, float z)
    {
        var d = inner.Distance(x, y, z);
        return MathF.Abs(d) > depthMm * 3
            ? d
            : d + (depthMm * NoiseField.At((x / scaleMm) + offset, (y / scaleMm) + offset, (z / scaleMm) + offset));
    }
}
