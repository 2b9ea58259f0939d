using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Measurements.RealMasks;

/// <summary>The same mask in the same place of the patient, stored otherwise.</summary>
internal static class Relaid
{
    /// <summary>What is labelled, with two voxels around where the grid has them: quick to measure as often as one likes.</summary>
    public static Volume<byte>? Cropped(Volume<byte> mask)
    {
        var (size, low, high) = (mask.Size, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { -1, -1, -1 });
        for (var i = 0; i < mask.Span.Length; i++)
        {
            if (mask.Span[i] == 0)
                continue;

            int[] at = [i % size.X, i / size.X % size.Y, i / size.SliceVoxels];
            for (var axis = 0; axis < 3; axis++)
                (low[axis], high[axis]) = (Math.Min(low[axis], at[axis]), Math.Max(high[axis], at[axis]));
        }

        if (high[0] < 0)
            return null;

        int[] whole = [size.X, size.Y, size.Z];
        for (var axis = 0; axis < 3; axis++)
            (low[axis], high[axis]) = (Math.Max(0, low[axis] - 2), Math.Min(whole[axis] - 1, high[axis] + 2));
        var grid = mask.Geometry with { Size = new(high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1), OriginMm = mask.Geometry.ToPatient(low[0], low[1], low[2]) };
        return From(mask, grid, (x, y, z) => (x + low[0], y + low[1], z + low[2]));
    }

    public static Volume<byte> FlippedX(Volume<byte> mask)
    {
        var last = mask.Size.X - 1;
        return From(mask, mask.Geometry with { OriginMm = mask.Geometry.ToPatient(last, 0, 0), XDirection = mask.Geometry.XDirection * -1 }, (x, y, z) => (last - x, y, z));
    }

    public static Volume<byte> FlippedY(Volume<byte> mask)
    {
        var last = mask.Size.Y - 1;
        return From(mask, mask.Geometry with { OriginMm = mask.Geometry.ToPatient(0, last, 0), YDirection = mask.Geometry.YDirection * -1 }, (x, y, z) => (x, last - y, z));
    }

    public static Volume<byte> FlippedZ(Volume<byte> mask)
    {
        var last = mask.Size.Z - 1;
        return From(mask, mask.Geometry with { OriginMm = mask.Geometry.ToPatient(0, 0, last), ZDirection = mask.Geometry.ZDirection * -1 }, (x, y, z) => (x, y, last - z));
    }

    /// <summary>Rows become columns.</summary>
    public static Volume<byte> Transposed(Volume<byte> mask)
    {
        var g = mask.Geometry;
        return From(
            mask,
            new(new(g.Size.Y, g.Size.X, g.Size.Z), new(g.SpacingMm.Y, g.SpacingMm.X, g.SpacingMm.Z), g.OriginMm, g.YDirection, g.XDirection, g.ZDirection),
            (x, y, z) => (y, x, z));
    }

    /// <summary>Every pixel as two by two of half the size.</summary>
    public static Volume<byte> Halved(Volume<byte> mask) =>
        From(mask, mask.Geometry.Resized(new(2 * mask.Size.X, 2 * mask.Size.Y, mask.Size.Z)), (x, y, z) => (x / 2, y / 2, z));

    private static Volume<byte> From(Volume<byte> mask, GridGeometry grid, Func<int, int, int, (int X, int Y, int Z)> source)
    {
        var to = new Volume<byte>(grid, new byte[grid.Size.Voxels]);
        for (var i = 0; i < to.Span.Length; i++)
        {
            var (x, y, z) = source(i % grid.Size.X, i / grid.Size.X % grid.Size.Y, i / grid.Size.SliceVoxels);
            to.Span[i] = mask.Span[mask.IndexOf(x, y, z)] > 0 ? (byte)1 : (byte)0;
        }

        return to;
    }
}
