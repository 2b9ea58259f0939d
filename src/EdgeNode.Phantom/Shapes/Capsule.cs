using System.Numerics;

namespace EdgeNode.Phantom.Shapes;

/// <summary>A round rod between two points: small vessels, clavicles, ribs.</summary>
internal sealed class Capsule(Vector3 from, Vector3 to, float radius) : Shape
{
    private readonly Vector3 _axis = to - from;
    private readonly float _lengthSquared = (to - from).LengthSquared();

    public override Box Bounds { get; } = new(
        MathF.Min(from.X, to.X) - radius, MathF.Max(from.X, to.X) + radius,
        MathF.Min(from.Y, to.Y) - radius, MathF.Max(from.Y, to.Y) + radius,
        MathF.Min(from.Z, to.Z) - radius, MathF.Max(from.Z, to.Z) + radius);

    public override float Distance(float x, float y, float z)
    {
        var p = new Vector3(x, y, z) - from;
        var t = Math.Clamp(Vector3.Dot(p, _axis) / _lengthSquared, 0, 1);
        return (p - (_axis * t)).Length() - radius;
    }
}
