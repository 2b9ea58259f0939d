namespace EdgeNode.Phantom.Shapes;

/// <summary>A section of a surface around an axis: distances from the axis at equal steps of angle from the front (0) to the back, both sides alike.</summary>
internal sealed record RadialKey(float Z, params float[] Radii);

/// <summary>
/// A closed surface around a vertical axis, given by radii at angles and heights and interpolated smoothly (Catmull-Rom) in both: the skin.
/// </summary>
internal sealed class RadialSurface : Shape
{
    private const int Angles = 256;
    private const float StepMm = 1;
    private readonly float[] _radii;
    private readonly int _rows;
    private readonly float _z0;
    private readonly float _centreY;

    public RadialSurface(RadialKey[] keys, float centreY)
    {
        _z0 = keys[0].Z;
        _centreY = centreY;
        _rows = (int)((keys[^1].Z - _z0) / StepMm) + 1;
        _radii = new float[_rows * Angles];
        var widest = 0f;
        for (var row = 0; row < _rows; row++)
        {
            var section = Section(keys, _z0 + (row * StepMm));
            for (var a = 0; a < Angles; a++)
            {
                var position = MathF.Abs(a - (Angles / 2)) / (Angles / 2f) * (section.Length - 1);
                widest = MathF.Max(widest, _radii[(row * Angles) + a] = Along(section, position));
            }
        }

        Bounds = new(-widest, widest, centreY - widest, centreY + widest, _z0, keys[^1].Z);
    }

    public override Box Bounds { get; }

    public override float Distance(float x, float y, float z)
    {
        var dy = y - _centreY;
        var radial = MathF.Sqrt((x * x) + (dy * dy));
        // Angle table: 0 and 256 at the back... 128 at the front.
        var turn = (MathF.Atan2(x, -dy) / (2 * MathF.PI) * Angles) + (Angles / 2);
        var row = Math.Clamp((z - _z0) / StepMm, 0, _rows - 1.001f);
        var i = (int)row;
        var a = (int)turn;
        float fa = turn - a, fr = row - i;
        int a0 = a & (Angles - 1), a1 = (a + 1) & (Angles - 1);
        var low = Mix(_radii[(i * Angles) + a0], _radii[(i * Angles) + a1], fa);
        var high = Mix(_radii[((i + 1) * Angles) + a0], _radii[((i + 1) * Angles) + a1], fa);
        // The surface rises slower than its radius where it slopes over the shoulders.
        var slope = (high - low) / StepMm;
        return MathF.Max((radial - Mix(low, high, fr)) / MathF.Sqrt(1 + (slope * slope)), z - Bounds.Z1);
    }

    private static float[] Section(RadialKey[] keys, float z)
    {
        var i = 0;
        while (i < keys.Length - 2 && z > keys[i + 1].Z) i++;
        RadialKey a = keys[Math.Max(0, i - 1)], b = keys[i], c = keys[i + 1], d = keys[Math.Min(keys.Length - 1, i + 2)];
        var t = Math.Clamp((z - b.Z) / (c.Z - b.Z), 0, 1);
        var section = new float[b.Radii.Length];
        for (var k = 0; k < section.Length; k++)
        {
            // Tangents by the distance of the keys: they lie unevenly.
            var width = c.Z - b.Z;
            var mb = (c.Radii[k] - a.Radii[k]) / MathF.Max(1, c.Z - a.Z) * width;
            var mc = (d.Radii[k] - b.Radii[k]) / MathF.Max(1, d.Z - b.Z) * width;
            section[k] = Hermite(b.Radii[k], mb, c.Radii[k], mc, t);
        }

        return section;
    }

    /// <summary>Even at both ends, as the two sides mirror each other there.</summary>
    private static float Along(float[] v, float position)
    {
        var i = Math.Min((int)position, v.Length - 2);
        float before = i == 0 ? v[1] : v[i - 1], after = i + 2 < v.Length ? v[i + 2] : v[^2];
        return Hermite(v[i], (v[i + 1] - before) / 2, v[i + 1], (after - v[i]) / 2, position - i);
    }

    private static float Hermite(float a, float ma, float b, float mb, float t)
    {
        float t2 = t * t, t3 = t2 * t;
        return (((2 * t3) - (3 * t2) + 1) * a) + ((t3 - (2 * t2) + t) * ma) + (((3 * t2) - (2 * t3)) * b) + ((t3 - t2) * mb);
    }

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
