using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;
using Matrix4x4 = System.Numerics.Matrix4x4;
using Vector3 = System.Numerics.Vector3;

namespace EdgeNode.Phantom.Simple.Rendering;

/// <summary>Paints tissues onto one slice of a grid; edges are soft over the scanner's resolution, which gives partial volume.</summary>
internal sealed class Painter
{
    private readonly Shape _body;
    private readonly GridSize _size;
    private readonly Vector3 _origin;
    private readonly Vector3 _dx;
    private readonly Vector3 _dy;
    private readonly Vector3 _dz;
    private readonly float _edgeMm;
    private readonly (Tissue Tissue, int X0, int X1, int Y0, int Y1, int Z0, int Z1)[] _tissues;

    public Painter(GridGeometry grid, Pose pose, Shape body, IEnumerable<Tissue> tissues, float edgeMm)
    {
        _body = body;
        var toAnatomy = pose.PatientToAnatomy;
        _size = grid.Size;
        _edgeMm = edgeMm;
        _origin = Vector3.Transform(Single(grid.OriginMm), toAnatomy);
        _dx = Vector3.TransformNormal(Single(grid.XDirection * grid.SpacingMm.X), toAnatomy);
        _dy = Vector3.TransformNormal(Single(grid.YDirection * grid.SpacingMm.Y), toAnatomy);
        _dz = Vector3.TransformNormal(Single(grid.ZDirection * grid.SpacingMm.Z), toAnatomy);
        _tissues = [.. tissues.Select(t => Reach(t, grid, pose.AnatomyToPatient))];
    }

    /// <summary>Anatomy height of the middle of a slice, mm.</summary>
    public float HeightOf(int z) => (_origin + (_dx * (_size.X / 2)) + (_dy * (_size.Y / 2)) + (_dz * z)).Z;

    /// <summary>
    /// Paints slice <paramref name="z"/>: HU and the number of the node that a voxel belongs to (0 none).
    /// <paramref name="skin"/> is scratch: the distance to the skin, which keeps everything inside it.
    /// </summary>
    public void Paint(int z, Span<float> hu, Span<byte> nodes, Span<float> skin)
    {
        hu.Fill(-1000);
        nodes.Clear();
        for (var y = 0; y < _size.Y; y++)
        {
            var p = _origin + (_dz * z) + (_dy * y);
            var row = skin.Slice(y * _size.X, _size.X);
            for (var x = 0; x < row.Length; x++, p += _dx) row[x] = _body.Distance(p.X, p.Y, p.Z);
        }

        foreach (var (tissue, x0, x1, y0, y1, z0, z1) in _tissues)
        {
            if (z < z0 || z > z1 || x0 > x1) continue;
            for (var y = y0; y <= y1; y++)
            {
                var start = _origin + (_dz * z) + (_dy * y) + (_dx * x0);
                var row = (y * _size.X) + x0;
                var length = x1 - x0 + 1;
                PaintRow(tissue, start, hu.Slice(row, length), nodes.Slice(row, length), skin.Slice(row, length));
            }
        }
    }

    private void PaintRow(Tissue tissue, Vector3 p, Span<float> hu, Span<byte> nodes, Span<float> skin)
    {
        var edge = tissue.EdgeMm > 0 ? tissue.EdgeMm : _edgeMm;
        var shape = tissue.Shape;
        var isBody = ReferenceEquals(shape, _body);
        for (var i = 0; i < hu.Length; i++, p += _dx)
        {
            if (skin[i] + tissue.BelowSkinMm >= edge) continue;
            var d = isBody ? skin[i] + tissue.InsetMm : shape.Distance(p.X, p.Y, p.Z) + tissue.InsetMm;
            d = MathF.Max(d, skin[i] + tissue.BelowSkinMm);
            if (d >= edge) continue;
            var cover = 1f;
            if (d > -edge)
            {
                var t = (edge - d) / (2 * edge);
                cover = t * t * (3 - (2 * t));
            }

            if (tissue.StrandMm > 0)
            {
                var s = NoiseField.At(p.X / tissue.StrandMm, p.Y / tissue.StrandMm, p.Z / (2 * tissue.StrandMm));
                cover *= Math.Clamp((s + 0.05f) * 2.5f, 0, 1);
            }

            var value = tissue.Hu;
            if (tissue.TextureHu > 0)
            {
                var m = tissue.TextureMm;
                value += tissue.TextureHu * NoiseField.At((p.X / m) + 7, (p.Y / m) + 3, p.Z / m);
            }

            hu[i] += (value - hu[i]) * cover;
            if (tissue.Node > 0 && d < 0) nodes[i] = tissue.Node;
        }
    }

    private static (Tissue Tissue, int X0, int X1, int Y0, int Y1, int Z0, int Z1) Reach(Tissue tissue, GridGeometry grid, Matrix4x4 toPatient)
    {
        var b = tissue.Shape.Bounds.Grow(MathF.Max(2, tissue.EdgeMm) + MathF.Max(0, -tissue.InsetMm));
        double x0 = double.MaxValue, x1 = double.MinValue, y0 = double.MaxValue, y1 = double.MinValue, z0 = double.MaxValue, z1 = double.MinValue;
        for (var corner = 0; corner < 8; corner++)
        {
            var p = Vector3.Transform(
                new((corner & 1) == 0 ? b.X0 : b.X1, (corner & 2) == 0 ? b.Y0 : b.Y1, (corner & 4) == 0 ? b.Z0 : b.Z1), toPatient);
            var v = grid.ToVoxel(new(p.X, p.Y, p.Z));
            (x0, x1) = (Math.Min(x0, v.X), Math.Max(x1, v.X));
            (y0, y1) = (Math.Min(y0, v.Y), Math.Max(y1, v.Y));
            (z0, z1) = (Math.Min(z0, v.Z), Math.Max(z1, v.Z));
        }

        var s = grid.Size;
        return (tissue, Low(x0), High(x1, s.X), Low(y0), High(y1, s.Y), Low(z0), High(z1, s.Z));
    }

    private static int Low(double v) => (int)Math.Max(0, Math.Floor(v));

    private static int High(double v, int size) => (int)Math.Min(size - 1, Math.Ceiling(v));

    private static Vector3 Single(Imaging.Geometry.Vector3 v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
