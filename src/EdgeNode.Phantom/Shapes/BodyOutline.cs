namespace EdgeNode.Phantom.Shapes;

/// <summary>One cross-section of the body: half width, most anterior and most posterior y, and how square it is (0 ellipse .. 1 rectangle).</summary>
internal readonly record struct OutlineKey(float Z, float HalfWidth, float Front, float Back, float Square);

/// <summary>
/// Skin surface of head, neck and shoulders: squircles (Fernandez-Guasti) with different front and back depth, interpolated along z.
/// </summary>
internal sealed class BodyOutline : Shape
{
    private const float StepMm = 0.5f;
    private readonly OutlineKey[] _sections;
    private readonly float _z0;

    public BodyOutline(OutlineKey[] keys)
    {
        _z0 = keys[0].Z;
        var z1 = keys[^1].Z;
        _sections = new OutlineKey[(int)((z1 - _z0) / StepMm) + 1];
        var i = 0;
        for (var n = 0; n < _sections.Length; n++)
        {
            var z = _z0 + (n * StepMm);
            while (i < keys.Length - 2 && z > keys[i + 1].Z) i++;
            OutlineKey b = keys[i], c = keys[i + 1];
            var t = (z - b.Z) / (c.Z - b.Z);
            t = t * t * (3 - (2 * t));
            _sections[n] = new(
                z, Mix(b.HalfWidth, c.HalfWidth, t), Mix(b.Front, c.Front, t), Mix(b.Back, c.Back, t), Mix(b.Square, c.Square, t));
        }

        var width = keys.Max(k => k.HalfWidth);
        Bounds = new(-width, width, keys.Min(k => k.Front), keys.Max(k => k.Back), _z0, z1);
    }

    public override Box Bounds { get; }

    public override float Distance(float x, float y, float z)
    {
        ref readonly var s = ref _sections[Math.Clamp((int)(((z - _z0) / StepMm) + 0.5f), 0, _sections.Length - 1)];
        // The widest place lies a little behind the middle of the neck.
        var middle = Mix(s.Front, s.Back, 0.55f);
        var dy = y - middle;
        var depth = dy < 0 ? middle - s.Front : s.Back - middle;
        float u = x / s.HalfWidth, v = dy / depth;
        u *= u;
        v *= v;
        var sum = u + v;
        var f = MathF.Sqrt((sum + MathF.Sqrt(MathF.Max(0, (sum * sum) - (4 * s.Square * s.Square * u * v)))) * 0.5f);
        var radial = MathF.Sqrt((x * x) + (dy * dy));
        var d = f < 1e-3f ? -MathF.Min(depth, s.HalfWidth) : radial * (1 - (1 / f));
        return MathF.Max(d, z - Bounds.Z1);
    }

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
