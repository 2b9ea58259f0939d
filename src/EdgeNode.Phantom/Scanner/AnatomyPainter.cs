using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Scanner;

/// <summary>
/// Paints tissues onto one plane of a grid, in blocks: a block maps its voxels into the anatomy once, then paints the tissues that reach it.
/// </summary>
internal sealed class AnatomyPainter(
    GridGeometry grid, PatientMap map, Shape body, IReadOnlyList<Tissue> tissues, IReadOnlyList<Displacement> displacements, IReadOnlyList<Tissue> fixtures, float edgeMm)
{
    private const int Side = PaintBlock.Side;
    private readonly Box[] _bounds = [.. tissues.Select(t => t.Reach(edgeMm))];

    /// <summary>Paints the plane at <paramref name="z"/> (voxels, may lie between slices): HU and the number of the node a voxel belongs to.</summary>
    public void Paint(double z, Span<float> hu, Span<byte> nodes, PaintBlock block)
    {
        var size = grid.Size;
        for (var y0 = 0; y0 < size.Y; y0 += Side)
        {
            for (var x0 = 0; x0 < size.X; x0 += Side)
            {
                int width = Math.Min(Side, size.X - x0), height = Math.Min(Side, size.Y - y0);
                Fill(block, x0, y0, z, width, height);
                for (var y = 0; y < height; y++)
                {
                    block.Hu.AsSpan(y * Side, width).CopyTo(hu.Slice(((y0 + y) * size.X) + x0, width));
                    block.Nodes.AsSpan(y * Side, width).CopyTo(nodes.Slice(((y0 + y) * size.X) + x0, width));
                }
            }
        }
    }

    private void Fill(PaintBlock block, int x0, int y0, double z, int width, int height)
    {
        block.Locate(grid, map, x0, y0, z);
        block.Hu.AsSpan().Fill(-1000);
        block.Nodes.AsSpan().Clear();
        foreach (var fixture in fixtures) block.PaintFixture(fixture, grid, x0, y0, z, width, height);
        var middle = block.Middle;
        var radius = block.RadiusMm;
        // The mask reaches a little beyond the skin.
        if (body.Distance(middle.X, middle.Y, middle.Z) > (radius * 1.4f) + 6) return;
        block.MeasureSkin(body, width, height);
        var pushed = block.Push(displacements, width, height);
        for (var i = 0; i < _bounds.Length; i++)
        {
            var tissue = tissues[i];
            var soft = pushed && !tissue.Rigid;
            if (!_bounds[i].Meets(soft ? block.PushedBox : block.Box)) continue;
            if (!pushed && tissue.Shape.Distance(middle.X, middle.Y, middle.Z) + tissue.InsetMm > (radius * 1.6f) + tissue.EdgeOr(edgeMm) + 1) continue;
            block.Paint(tissue, tissue.EdgeOr(edgeMm), soft, ReferenceEquals(tissue.Shape, body), width, height);
        }
    }
}
