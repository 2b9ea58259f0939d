namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// Solids that press on each other: where they would overlap the border lies half-way, with a gap between them. Muscles between fat planes.
/// </summary>
internal sealed class Packed(Shape[] parts, float gapMm) : Shape
{
    private readonly Box[] _bounds = [.. parts.Select(p => p.Bounds)];

    public override Box Bounds { get; } = parts.Select(p => p.Bounds).Aggregate((a, b) => a.Union(b));

    public override float Distance(float x, float y, float z)
    {
        float first = 100, second = 100;
        for (var i = 0; i < parts.Length; i++)
        {
            var b = _bounds[i];
            if (x < b.X0 - 3 || x > b.X1 + 3 || y < b.Y0 - 3 || y > b.Y1 + 3 || z < b.Z0 - 3 || z > b.Z1 + 3) continue;
            var d = parts[i].Distance(x, y, z);
            if (d < first) (first, second) = (d, first);
            else if (d < second) second = d;
        }

        return MathF.Max(first, (gapMm - (second - first)) / 2);
    }
}
