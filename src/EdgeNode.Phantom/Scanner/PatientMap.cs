using System.Numerics;
using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Scanner;

/// <summary>
/// Where a point of the scanner lies in the anatomy that all necks share: body size, position on the table, turn, nod and bend of the head
/// against the shoulders, and a slow irregular warp, so that no two sides and no two patients are alike.
/// </summary>
internal sealed class PatientMap
{
    private readonly Vector3 _scale;
    private readonly Vector3 _shift;
    private readonly float _turn;
    private readonly float _nod;
    private readonly float _bend;
    private readonly float _lordosis;
    private readonly float _warpMm;
    private readonly Vector3 _offset;

    private PatientMap() => _scale = Vector3.One;

    public PatientMap(Patient patient)
    {
        var r = PhantomRandom.Branch(patient.Seed, 101);
        var size = patient.Size;
        _scale = new(size * r.Between(0.97f, 1.03f), size * r.Between(0.97f, 1.03f), size * r.Between(0.96f, 1.05f));
        _shift = new(r.Around(6), r.Around(5), 0);
        _turn = r.Around(7) * MathF.PI / 180;
        _nod = r.Around(7) * MathF.PI / 180;
        _bend = r.Around(3);
        _lordosis = r.Around(2.5f);
        _warpMm = r.Between(1.6f, 2.8f);
        _offset = new(r.Between(0, 30), r.Between(0, 30), r.Between(0, 30));
    }

    /// <summary>Scanner millimetres are anatomy millimetres.</summary>
    public static PatientMap None { get; } = new();

    public float Scale => _scale.X;

    /// <summary>Patient LPS millimetres to anatomy millimetres.</summary>
    public Vector3 ToAnatomy(Vector3 patient)
    {
        var q = patient - _shift;
        var up = Math.Clamp((q.Z + 75) / 120, 0, 1);
        up = up * up * (3 - (2 * up));
        var (sin, cos) = MathF.SinCos(-_turn * up);
        var (x, y) = (q.X, q.Y - 25);
        q.X = (x * cos) - (y * sin);
        q.Y = (x * sin) + (y * cos) + 25;
        q.Z += MathF.Tan(_nod) * (q.Y - 20) * up;
        // A curve in the neck, straight on through head and chest.
        var bent = MathF.Abs(q.Z) < 90 ? q.Z * q.Z : (180 * MathF.Abs(q.Z)) - 8100;
        q.X -= _bend * bent / 6400;
        q.Y -= _lordosis * bent / 6400;
        q /= _scale;
        var n = (q / 34) + _offset;
        return q + new Vector3(
            _warpMm * NoiseField.At(n.X, n.Y, n.Z),
            _warpMm * NoiseField.At(n.X + 9.3f, n.Y + 4.1f, n.Z),
            _warpMm * NoiseField.At(n.X, n.Y + 17.7f, n.Z + 5.2f));
    }
}
