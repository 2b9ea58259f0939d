using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Volumes;

/// <summary>Hounsfield units from a stack of slices onto its true grid, and labels back onto the slices.</summary>
public static class StackResampling
{
    private const short Air = -1024;

    /// <summary>Weights below this come from decimal rounding: a slice that needs no interpolation keeps its values.</summary>
    private const double Rounding = 1e-3;

    /// <summary>
    /// Linear between the two neighbouring slices and within their planes: never outside the range of the values around, so no false edges
    /// at bone or metal. Beyond a slice lies air.
    /// </summary>
    public static Volume<short> Straighten(Volume<short> slices, StackedSlices stack, CancellationToken cancel = default)
    {
        var result = Volume.Allocate<short>(stack.True);
        Parallel.For(0, stack.True.Size.Z, new ParallelOptions { CancellationToken = cancel }, z =>
        {
            var sums = new float[stack.True.Size.SliceVoxels];
            var above = 1;
            while (above < stack.Slices.Count - 1 && stack.Slices[above].Z < z)
            {
                above++;
            }

            var (low, high) = (stack.Slices[above - 1].Z, stack.Slices[above].Z);
            var weight = Snapped(Math.Clamp((z - low) / (high - low), 0, 1));
            Add(slices, above - 1, stack, 1 - weight, sums);
            Add(slices, above, stack, weight, sums);
            var target = result.Slice(z);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (short)Math.Clamp(MathF.Round(sums[i]) + Air, short.MinValue, short.MaxValue);
            }
        });
        return result;
    }

    /// <summary>Each pixel of each slice takes the label, or what else was computed, of the nearest voxel of the true grid.</summary>
    public static Volume<T> ToSlices<T>(Volume<T> labels, StackedSlices stack)
        where T : unmanaged
    {
        var result = Volume.Allocate<T>(stack.Input);
        var size = stack.Input.Size;
        for (var slice = 0; slice < size.Z; slice++)
        {
            var (x, y, z) = stack.FirstVoxel(slice);
            for (var row = 0; row < size.Y; row++)
            {
                labels.Slice(z).Slice(((row + y) * labels.Size.X) + x, size.X).CopyTo(result.Slice(slice)[(row * size.X)..]);
            }
        }

        return result;
    }

    /// <summary>Adds a slice's height above air, shifted by a part of a pixel, so that what lies beyond its edge counts as air.</summary>
    private static void Add(Volume<short> slices, int slice, StackedSlices stack, double weight, float[] sums)
    {
        var at = stack.Slices[slice];
        var (x, y) = ((int)Math.Floor(at.X + Rounding), (int)Math.Floor(at.Y + Rounding));
        var (fx, fy) = (Snapped(at.X - x), Snapped(at.Y - y));
        var source = slices.Slice(slice);
        AddShifted(source, slices.Size, x, y, weight * (1 - fx) * (1 - fy), sums, stack.True.Size);
        AddShifted(source, slices.Size, x + 1, y, weight * fx * (1 - fy), sums, stack.True.Size);
        AddShifted(source, slices.Size, x, y + 1, weight * (1 - fx) * fy, sums, stack.True.Size);
        AddShifted(source, slices.Size, x + 1, y + 1, weight * fx * fy, sums, stack.True.Size);
    }

    private static void AddShifted(ReadOnlySpan<short> source, GridSize from, int x, int y, double weight, float[] sums, GridSize to)
    {
        if (weight == 0)
        {
            return;
        }

        var (factor, columns) = ((float)weight, Math.Min(from.X, to.X - x));
        for (var row = 0; row < from.Y && row + y < to.Y; row++)
        {
            var values = source.Slice(row * from.X, columns);
            var target = sums.AsSpan(((row + y) * to.X) + x, columns);
            for (var i = 0; i < columns; i++)
            {
                target[i] += factor * (values[i] - Air);
            }
        }
    }

    private static double Snapped(double weight) => weight < Rounding ? 0 : weight > 1 - Rounding ? 1 : weight;
}
