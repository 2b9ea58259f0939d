using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Background;

/// <summary>Paints nodes over the voxels of a real slice, and gives what is painted the noise that it covered.</summary>
internal sealed class RealPainter(GridGeometry grid, ulong seed, float noiseHu, IReadOnlyList<Tissue> tissues)
{
    private const int Side = PaintBlock.Side;

    /// <summary>A change of this many HU carries the whole noise.</summary>
    private const float WholeChangeHu = 30;
    private const float LeastReachMm = 1.2f;
    private readonly float _edgeMm = MathF.Max(0.6f, (float)grid.SpacingMm.X * 0.7f);
    private readonly (double Away, float Weight)[] _planes = SliceProfile.Planes(grid.SpacingMm.Z, grid.SpacingMm.Z);
    private readonly SliceNoise _noise = new(seed, noiseHu, 0.5f, 0.6f, grid.Size, grid.SpacingMm.X);
    private readonly Box[] _bounds = [.. tissues.Select(t => t.Reach(LeastReachMm))];

    /// <summary>Changes the slice and writes the number of the node into <paramref name="numbers"/> where its body lies.</summary>
    public void Paint(int z, Span<short> hu, Span<byte> numbers)
    {
        var block = new PaintBlock();
        float[]? noise = null;
        for (var y0 = 0; y0 < grid.Size.Y; y0 += Side)
        {
            for (var x0 = 0; x0 < grid.Size.X; x0 += Side)
            {
                block.Locate(grid, PatientMap.None, x0, y0, z);
                if (!Touched(block)) continue;
                noise ??= Noise(z);
                PaintBlockAt(block, x0, y0, z, hu, numbers, noise);
            }
        }
    }

    private bool Touched(PaintBlock block)
    {
        var reach = block.Box.Grow((float)grid.SpacingMm.Z);
        return _bounds.Any(bound => bound.Meets(reach));
    }

    private void PaintBlockAt(PaintBlock block, int x0, int y0, int z, Span<short> hu, Span<byte> numbers, float[] noise)
    {
        int width = Math.Min(Side, grid.Size.X - x0), height = Math.Min(Side, grid.Size.Y - y0);
        var painted = new float[Side * Side];
        foreach (var (away, weight) in _planes)
        {
            block.Locate(grid, PatientMap.None, x0, y0, z + away);
            block.BeDeep();
            block.Nodes.AsSpan().Clear();
            for (var i = 0; i < painted.Length; i++) block.Hu[i] = Real(hu, x0, y0, i, width, height);
            for (var t = 0; t < tissues.Count; t++)
            {
                if (_bounds[t].Meets(block.Box)) block.Paint(tissues[t], tissues[t].EdgeOr(_edgeMm), pushed: false, isBody: false, width, height);
            }

            for (var i = 0; i < painted.Length; i++) painted[i] += weight * block.Hu[i];
            if (away == 0) Number(block, x0, y0, width, height, numbers);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y0 + y) * grid.Size.X) + x0 + x;
                var change = painted[(y * Side) + x] - hu[at];
                if (change == 0 && numbers[at] == 0) continue;
                var share = numbers[at] > 0 ? 1 : MathF.Min(1, MathF.Abs(change) / WholeChangeHu);
                hu[at] = (short)Math.Clamp(MathF.Round(painted[(y * Side) + x] + (share * noise[at])), -1024, 3071);
            }
        }
    }

    private float Real(Span<short> hu, int x0, int y0, int i, int width, int height)
    {
        int x = Math.Min(i % Side, width - 1), y = Math.Min(i / Side, height - 1);
        return hu[((y0 + y) * grid.Size.X) + x0 + x];
    }

    private void Number(PaintBlock block, int x0, int y0, int width, int height, Span<byte> numbers)
    {
        for (var y = 0; y < height; y++) block.Nodes.AsSpan(y * Side, width).CopyTo(numbers.Slice(((y0 + y) * grid.Size.X) + x0, width));
    }

    private float[] Noise(int z)
    {
        var n = grid.Size.SliceVoxels;
        var noise = new float[n];
        _noise.Add(noise, z, 1, 0, [new float[n], new float[n], new float[n + 64], new float[n]]);
        return noise;
    }
}
