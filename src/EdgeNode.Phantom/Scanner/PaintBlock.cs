using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Shapes;
using Vector3 = System.Numerics.Vector3;

namespace EdgeNode.Phantom.Scanner;

/// <summary>Working memory of one block of 16 x 16 voxels: where they lie, how deep below the skin, what is painted.</summary>
internal sealed class PaintBlock
{
    public const int Side = 16;
    private const int Count = Side * Side;
    private readonly float[] _x = new float[Count], _y = new float[Count], _z = new float[Count];
    private readonly float[] _px = new float[Count], _py = new float[Count], _pz = new float[Count];
    private readonly float[] _skin = new float[Count];

    public float[] Hu { get; } = new float[Count];

    public byte[] Nodes { get; } = new byte[Count];

    /// <summary>Box around the voxels in anatomy millimetres, and around where their soft tissue comes from.</summary>
    public Box Box { get; private set; }

    public Box PushedBox { get; private set; }

    public Vector3 Middle { get; private set; }

    public float RadiusMm { get; private set; }

    /// <summary>The map is smooth: its values at the corners of the block are interpolated.</summary>
    public void Locate(GridGeometry grid, PatientMap map, int x0, int y0, double z)
    {
        Vector3 a = At(0, 0), b = At(Side, 0), c = At(0, Side), d = At(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            var left = Vector3.Lerp(a, c, y / (float)Side);
            var step = (Vector3.Lerp(b, d, y / (float)Side) - left) / Side;
            for (var x = 0; x < Side; x++, left += step)
            {
                var i = (y * Side) + x;
                (_x[i], _y[i], _z[i]) = (left.X, left.Y, left.Z);
            }
        }

        Vector3 low = Vector3.Min(Vector3.Min(a, b), Vector3.Min(c, d)), high = Vector3.Max(Vector3.Max(a, b), Vector3.Max(c, d));
        Box = new(low.X, high.X, low.Y, high.Y, low.Z, high.Z);
        Middle = (a + b + c + d) / 4;
        RadiusMm = MathF.Max((d - a).Length(), (c - b).Length()) / 2;

        Vector3 At(int x, int y)
        {
            var p = grid.ToPatient(x0 + x, y0 + y, z);
            return map.ToAnatomy(new((float)p.X, (float)p.Y, (float)p.Z));
        }
    }

    public void MeasureSkin(Shape body, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var i = y * Side; i < (y * Side) + width; i++) _skin[i] = body.Distance(_x[i], _y[i], _z[i]);
        }
    }

    /// <summary>No skin is near.</summary>
    public void BeDeep() => _skin.AsSpan().Fill(-1000);

    /// <summary>Where soft tissue comes from; false where no node is near.</summary>
    public bool Push(IReadOnlyList<Displacement> displacements, int width, int height)
    {
        var pushed = false;
        foreach (var displacement in displacements)
        {
            if ((displacement.Centre - Middle).Length() > displacement.ReachMm + (RadiusMm * 1.3f)) continue;
            if (!pushed)
            {
                _x.CopyTo(_px, 0);
                _y.CopyTo(_py, 0);
                _z.CopyTo(_pz, 0);
                pushed = true;
            }

            for (var i = 0; i < Count; i++)
            {
                var p = displacement.Undo(new(_px[i], _py[i], _pz[i]));
                (_px[i], _py[i], _pz[i]) = (p.X, p.Y, p.Z);
            }
        }

        if (pushed) PushedBox = new(_px.Min(), _px.Max(), _py.Min(), _py.Max(), _pz.Min(), _pz.Max());
        return pushed;
    }

    public void Paint(Tissue tissue, float edge, bool pushed, bool isBody, int width, int height)
    {
        var (xs, ys, zs) = pushed ? (_px, _py, _pz) : (_x, _y, _z);
        var shape = tissue.Shape;
        for (var y = 0; y < height; y++)
        {
            for (var i = y * Side; i < (y * Side) + width; i++)
            {
                if (_skin[i] + tissue.BelowSkinMm >= edge) continue;
                var d = isBody ? _skin[i] : shape.Distance(xs[i], ys[i], zs[i]);
                d = MathF.Max(d + tissue.InsetMm, _skin[i] + tissue.BelowSkinMm);
                if (d >= edge) continue;
                var cover = tissue.Strength;
                if (d > -edge)
                {
                    var t = (edge - d) / (2 * edge);
                    cover *= t * t * (3 - (2 * t));
                }

                if (tissue.StrandMm > 0) cover *= Strand(xs[i], ys[i], zs[i], tissue.StrandMm);
                var value = tissue.Hu;
                if (tissue.TextureHu > 0) value += Texture(tissue, xs[i], ys[i], zs[i]);
                Hu[i] += (value - Hu[i]) * cover;
                if (tissue.Node > 0 && d < 0) Nodes[i] = tissue.Node;
            }
        }
    }

    /// <summary>Outside the patient, in scanner millimetres: table and head rest do not turn with the head.</summary>
    public void PaintFixture(Tissue fixture, GridGeometry grid, int x0, int y0, double z, int width, int height)
    {
        var origin = grid.ToPatient(x0, y0, z);
        var far = grid.ToPatient(x0 + Side, y0 + Side, z);
        var b = fixture.Shape.Bounds;
        if (Math.Max(origin.Y, far.Y) < b.Y0 || Math.Min(origin.Y, far.Y) > b.Y1 || Math.Min(origin.Z, far.Z) > b.Z1 || Math.Max(origin.Z, far.Z) < b.Z0) return;
        const float edge = 0.5f;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var p = grid.ToPatient(x0 + x, y0 + y, z);
                var d = fixture.Shape.Distance((float)p.X, (float)p.Y, (float)p.Z);
                if (d >= edge) continue;
                var i = (y * Side) + x;
                Hu[i] += (fixture.Hu - Hu[i]) * Math.Clamp((edge - d) / (2 * edge), 0, 1);
            }
        }
    }

    /// <summary>Thin sheets where a noise passes through zero: septa, strands of oedema.</summary>
    private static float Strand(float x, float y, float z, float grain)
    {
        var n = NoiseField.At(x / grain, y / grain, z / (1.6f * grain));
        return MathF.Max(0, 1 - (5f * MathF.Abs(n)));
    }

    private static float Texture(Tissue tissue, float x, float y, float z)
    {
        var m = tissue.TextureMm;
        var n = NoiseField.At((x / m) + 7, (y / m) + 3, z / (2 * m));
        return tissue.TextureHu * n;
    }
}
