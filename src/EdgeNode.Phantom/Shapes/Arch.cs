using System.Numerics;

namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// A horseshoe: a band that follows a curve in the axial plane, mirrored about the midline, of a given height (jaws, hyoid, rows of teeth).
/// </summary>
/// <param name="half">Points (x, y) from the midline to the left end, x growing; the right side is mirrored.</param>
/// <param name="halfWidth">Half thickness of the band in the axial plane, mm.</param>
/// <param name="zMid">Height of the band's middle at y = 0, mm.</param>
/// <param name="halfHeight">Half height, mm.</param>
/// <param name="slope">Change of height with y: mandibles rise to the back.</param>
internal sealed class Arch(Vector2[] half, float halfWidth, float zMid, float halfHeight, float slope = 0) : Shape
{
    public override Box Bounds { get; } = new(
        -half.Max(p => p.X) - halfWidth,
        half.Max(p => p.X) + halfWidth,
        half.Min(p => p.Y) - halfWidth,
        half.Max(p => p.Y) + halfWidth,
        zMid + half.Min(p => p.Y * slope) - halfHeight,
        zMid + half.Max(p => p.Y * slope) + halfHeight);

    public override float Distance(float x, float y, float z)
    {
        var p = new Vector2(MathF.Abs(x), y);
        var nearest = float.MaxValue;
        for (var i = 1; i < half.Length; i++)
        {
            var axis = half[i] - half[i - 1];
            var t = Math.Clamp(Vector2.Dot(p - half[i - 1], axis) / axis.LengthSquared(), 0, 1);
            nearest = MathF.Min(nearest, (p - half[i - 1] - (axis * t)).LengthSquared());
        }

        return MathF.Max(MathF.Sqrt(nearest) - halfWidth, MathF.Abs(z - zMid - (y * slope)) - halfHeight);
    }

    /// <summary>The curve of a jaw: from the midline in front, around, to the back.</summary>
    public static Vector2[] Curve(float width, float front, float back, float frontHalfWidth) =>
    [
        new(0, front),
        new(frontHalfWidth * 0.6f, front + 1.5f),
        new(frontHalfWidth, front + 6),
        new(frontHalfWidth + ((width - frontHalfWidth) * 0.35f), front + ((back - front) * 0.32f)),
        new(frontHalfWidth + ((width - frontHalfWidth) * 0.75f), front + ((back - front) * 0.68f)),
        new(width, back),
    ];
}
