namespace EdgeNode.Phantom.Shapes;

/// <summary>
/// A structure that runs along the neck, given by elliptic cross-sections at a few heights and interpolated between them
/// (Catmull-Rom), with rounded ends. Sections are tabulated, so a voxel costs one table look-up and one ellipse distance.
/// </summary>
internal sealed class AxialTube : Shape
{
    private const float StepMm = 0.5f;
    private readonly Section[] _sections;
    private readonly float _z0;
    private readonly float _z1;

    /// <param name="keys">At least two, ascending in z.</param>
    /// <param name="roundingMm">Over this length the ends close like a dome; 0 for a flat end.</param>
    public AxialTube(TubeKey[] keys, float roundingMm = 6)
    {
        _z0 = keys[0].Z;
        _z1 = keys[^1].Z;
        _sections = new Section[(int)((_z1 - _z0) / StepMm) + 2];
        var bounds = new Box(float.MaxValue, float.MinValue, float.MaxValue, float.MinValue, _z0, _z1);
        for (var i = 0; i < _sections.Length; i++)
        {
            var z = MathF.Min(_z0 + (i * StepMm), _z1);
            var key = At(keys, z);
            var end = MathF.Min(z - _z0, _z1 - z);
            var open = end >= roundingMm ? 1 : MathF.Sqrt(MathF.Max(0, 1 - ((1 - (end / roundingMm)) * (1 - (end / roundingMm)))));
            var angle = key.Degrees * MathF.PI / 180;
            _sections[i] = new(
                key.X, key.Y, MathF.Max(0.3f, key.RadiusX * open), MathF.Max(0.3f, key.RadiusY * open), MathF.Cos(angle), MathF.Sin(angle));
            var reach = MathF.Max(key.RadiusX, key.RadiusY);
            bounds = bounds.Union(new(key.X - reach, key.X + reach, key.Y - reach, key.Y + reach, z, z));
        }

        Bounds = bounds;
    }

    public override Box Bounds { get; }

    public override float Distance(float x, float y, float z)
    {
        var i = Math.Clamp((int)(((z - _z0) / StepMm) + 0.5f), 0, _sections.Length - 1);
        ref readonly var s = ref _sections[i];
        float dx = x - s.X, dy = y - s.Y;
        var d = EllipseDistance((dx * s.Cos) + (dy * s.Sin), (dy * s.Cos) - (dx * s.Sin), s.RadiusX, s.RadiusY);
        return MathF.Max(d, MathF.Max(_z0 - z, z - _z1));
    }

    /// <summary>Centre of the cross-section at a height (clamped to the ends).</summary>
    public (float X, float Y, float Radius) CentreAt(float z)
    {
        var s = _sections[Math.Clamp((int)(((z - _z0) / StepMm) + 0.5f), 0, _sections.Length - 1)];
        return (s.X, s.Y, MathF.Max(s.RadiusX, s.RadiusY));
    }

    private static TubeKey At(TubeKey[] keys, float z)
    {
        var i = 0;
        while (i < keys.Length - 2 && z > keys[i + 1].Z) i++;
        TubeKey a = keys[Math.Max(0, i - 1)], b = keys[i], c = keys[i + 1], d = keys[Math.Min(keys.Length - 1, i + 2)];
        var t = Math.Clamp((z - b.Z) / (c.Z - b.Z), 0, 1);
        return new(
            z,
            Spline(a.X, b.X, c.X, d.X, t),
            Spline(a.Y, b.Y, c.Y, d.Y, t),
            b.RadiusX + ((c.RadiusX - b.RadiusX) * t),
            b.RadiusY + ((c.RadiusY - b.RadiusY) * t),
            b.Degrees + ((c.Degrees - b.Degrees) * t));
    }

    private static float Spline(float a, float b, float c, float d, float t) =>
        b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    private readonly record struct Section(float X, float Y, float RadiusX, float RadiusY, float Cos, float Sin);
}
