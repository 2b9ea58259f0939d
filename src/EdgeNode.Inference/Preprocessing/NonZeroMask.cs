namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// nnU-Net's mask of a cropped volume: voxels that are not exactly 0, holes filled; what a 6-connected flood of zeros from the faces of the box does
/// not reach (2.8.1 <c>create_nonzero_mask</c>, scipy <c>binary_fill_holes</c>). Zeros outside the box reach its faces, so the box suffices.
/// </summary>
internal static class NonZeroMask
{
    /// <summary>True inside; a2 contiguous.</summary>
    public static bool[] Of(OrientedView view, ReadOnlySpan<short> voxels)
    {
        var shape = view.Shape;
        var mask = new bool[shape.Voxels];
        var outside = new Stack<int>();
        Array.Fill(mask, true);
        for (var i = 0; i < mask.Length; i++)
        {
            var (i0, i1, i2) = (i / shape.A2 / shape.A1, i / shape.A2 % shape.A1, i % shape.A2);
            if (i0 == 0 || i0 == shape.A0 - 1 || i1 == 0 || i1 == shape.A1 - 1 || i2 == 0 || i2 == shape.A2 - 1)
            {
                Visit(voxels, i0, i1, i2);
            }
        }

        while (outside.TryPop(out var i))
        {
            var (i0, i1, i2) = (i / shape.A2 / shape.A1, i / shape.A2 % shape.A1, i % shape.A2);
            Visit(voxels, i0 - 1, i1, i2);
            Visit(voxels, i0 + 1, i1, i2);
            Visit(voxels, i0, i1 - 1, i2);
            Visit(voxels, i0, i1 + 1, i2);
            Visit(voxels, i0, i1, i2 - 1);
            Visit(voxels, i0, i1, i2 + 1);
        }

        return mask;

        void Visit(ReadOnlySpan<short> source, int i0, int i1, int i2)
        {
            if (i0 < 0 || i0 >= shape.A0 || i1 < 0 || i1 >= shape.A1 || i2 < 0 || i2 >= shape.A2)
            {
                return;
            }

            var at = (((i0 * shape.A1) + i1) * shape.A2) + i2;
            if (mask[at] && source[view.Row(i0, i1) + (i2 * view.Stride2)] == 0)
            {
                mask[at] = false;
                outside.Push(at);
            }
        }
    }
}
