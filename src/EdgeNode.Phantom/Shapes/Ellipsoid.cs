using System.Numerics;

namespace EdgeNode.Phantom.Shapes;

/// <summary>An ellipsoid, optionally turned: radii along its own axes, millimetres.</summary>
internal sealed class Ellipsoid : Shape
{
    private readonly Vector3 _centre;
    private readonly Vector3 _radii;
    private readonly Quaternion _toOwnAxes;

    public Ellipsoid(Vector3 centre, Vector3 radii, Quaternion? turn = null)
    {
        _centre = centre;
        _radii = radii;
        _toOwnAxes = turn is { } q ? Quaternion.Conjugate(Quaternion.Normalize(q)) : Quaternion.Identity;
        var r = MathF.Max(radii.X, MathF.Max(radii.Y, radii.Z));
        var reach = turn is null ? radii : new Vector3(r);
        Bounds = new(
            centre.X - reach.X, centre.X + reach.X, centre.Y - reach.Y, centre.Y + reach.Y, centre.Z - reach.Z, centre.Z + reach.Z);
    }

    public override Box Bounds { get; }

    public override float Distance(float x, float y, float z)
    {
        var p = new Vector3(x, y, z) - _centre;
        if (!_toOwnAxes.IsIdentity) p = Vector3.Transform(p, _toOwnAxes);
        var q = p / _radii;
        var k0 = q.Length();
        var k1 = (q / _radii).Length();
        return k1 < 1e-6f ? -MathF.Min(_radii.X, MathF.Min(_radii.Y, _radii.Z)) : k0 * (k0 - 1) / k1;
    }
}
