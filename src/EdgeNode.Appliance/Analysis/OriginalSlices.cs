using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Analysis;

/// <summary>What was measured on the true grid, in voxels of the slices as they were sent. Millimetres stay as measured.</summary>
internal static class OriginalSlices
{
    public static NodeFinding Of(NodeFinding node, StackedSlices stack)
    {
        var box = node.BoundingBoxVoxels;
        var crossed = stack.SlicesOf(box[2], box[5]);
        var starts = crossed.Select(stack.FirstVoxel).ToList();
        var size = stack.Input.Size;
        int[] original =
        [
            Inside(box[0] - starts.Max(at => at.X), size.X), Inside(box[1] - starts.Max(at => at.Y), size.Y), crossed[0],
            Inside(box[3] - starts.Min(at => at.X), size.X), Inside(box[4] - starts.Min(at => at.Y), size.Y), crossed[^1],
        ];
        var slice = stack.NearestTo(crossed, node.AxialSlice);
        var atEdge = original[0] == 0 || original[1] == 0 || original[3] == size.X - 1 || original[4] == size.Y - 1;
        return node with
        {
            BoundingBoxVoxels = original,
            AxialSlice = slice,
            LongAxisVoxels = Shifted(node.LongAxisVoxels, stack.Slices[slice]),
            ShortAxisVoxels = Shifted(node.ShortAxisVoxels, stack.Slices[slice]),
            Truncated = node.Truncated || atEdge,
        };
    }

    public static GridCorrection Describe(StackedSlices stack)
    {
        var (tilt, size, mm) = (Math.Round(stack.TiltDegrees, 2), stack.True.Size, stack.True.SpacingMm);
        var deviation = Math.Round(stack.Slices.Max(at => Math.Abs(at.Z - Math.Round(at.Z))) * mm.Z, 3);
        var isTilted = tilt >= 0.5;
        return new(
            isTilted ? "GANTRY_TILT" : "IRREGULAR_SPACING",
            isTilted ? $"Resampled onto a right-angled grid: the stack was sheared by {tilt:0.#} degrees." : $"Resampled onto an even grid: slices lay up to {deviation:0.##} mm off.",
            tilt, deviation, [size.X, size.Y, size.Z], [mm.X, mm.Y, mm.Z]);
    }

    private static int Inside(int at, int size) => Math.Clamp(at, 0, size - 1);

    private static double[] Shifted(IReadOnlyList<double> ends, Vector3 at) => [ends[0] - at.X, ends[1] - at.Y, ends[2] - at.X, ends[3] - at.Y];
}
