using System.Numerics;

namespace EdgeNode.Phantom.Shapes;

/// <summary>A round tube along a smooth path (Catmull-Rom) with a radius at each point: vessels that turn, thin muscles, horns, ribs.</summary>
internal sealed class PathTube : Shape
{
    private const int Pieces = 5;
    private readonly Vector4[] _points;

    /// <param name="points">x, y, z and radius (w), mm; at least two.</param>
    public PathTube(params Vector4[] points)
    {
        _points = new Vector4[((points.Length - 1) * Pieces) + 1];
        for (var i = 0; i < points.Length - 1; i++)
        {
            Vector4 a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.Min(points.Length - 1, i + 2)];
            for (var k = 0; k <= Pieces; k++)
            {
                var t = k / (float)Pieces;
                _points[(i * Pieces) + k] = b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
            }
        }

        var r = _points.Max(p => p.W);
        Bounds = new Box(
            _points.Min(p => p.X), _points.Max(p => p.X), _points.Min(p => p.Y), _points.Max(p => p.Y), _points.Min(p => p.Z), _points.Max(p => p.Z)).Grow(r);
    }

    public override Box Bounds { get; }

    /// <summary>Points of the path with radius, for what lies along it.</summary>
    public ReadOnlySpan<Vector4> Path => _points;

    public override float Distance(float x, float y, float z)
    {
        var p = new Vector3(x, y, z);
        var nearest = float.MaxValue;
        for (var i = 1; i < _points.Length; i++)
        {
            Vector4 a = _points[i - 1], b = _points[i];
            var from = new Vector3(a.X, a.Y, a.Z);
            var axis = new Vector3(b.X, b.Y, b.Z) - from;
            var t = Math.Clamp(Vector3.Dot(p - from, axis) / MathF.Max(1e-6f, axis.LengthSquared()), 0, 1);
            nearest = MathF.Min(nearest, (p - from - (axis * t)).Length() - (a.W + ((b.W - a.W) * t)));
        }

        return nearest;
    }
}
