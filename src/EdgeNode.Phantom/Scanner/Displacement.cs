using System.Numerics;

namespace EdgeNode.Phantom.Scanner;

/// <summary>A node pushes soft tissue aside: what lay within its reach is squeezed into the ring around it.</summary>
/// <param name="Centre">Anatomy millimetres.</param>
/// <param name="Radii">Half axes of the space that the node takes.</param>
/// <param name="Turn">Own axes to anatomy axes.</param>
internal sealed record Displacement(Vector3 Centre, Vector3 Radii, Quaternion Turn)
{
    private const float Reach = 2.1f;

    public float ReachMm => Reach * MathF.Max(Radii.X, MathF.Max(Radii.Y, Radii.Z));

    /// <summary>Where the tissue that is now at a point would be without the node.</summary>
    public Vector3 Undo(Vector3 at)
    {
        var p = at - Centre;
        var own = Vector3.Transform(p, Quaternion.Conjugate(Turn)) / Radii;
        var r = own.Length();
        if (r >= Reach) return at;
        var from = r <= 1 ? 0.02f * r : (r - 1) * Reach / (Reach - 1);
        return Centre + (p * (MathF.Max(from, 0.02f) / MathF.Max(r, 0.02f)));
    }
}
