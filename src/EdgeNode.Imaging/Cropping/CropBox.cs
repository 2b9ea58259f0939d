using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Cropping;

/// <summary>Which voxels of a grid a crop takes.</summary>
public static class CropBox
{
    /// <summary>
    /// A box of a size in mm around the middle of another box, moved to lie inside the grid where it can; where the grid is smaller, all of
    /// the grid.
    /// </summary>
    /// <param name="grid">The grid that is cropped.</param>
    /// <param name="middle">What lies in the middle.</param>
    /// <param name="sizeMm">Extent along x, y, z, mm.</param>
    public static VoxelBox Around(GridGeometry grid, VoxelBox middle, Vector3 sizeMm)
    {
        var (x0, x1) = Along(grid.Size.X, grid.SpacingMm.X, middle.X0 + middle.X1, sizeMm.X);
        var (y0, y1) = Along(grid.Size.Y, grid.SpacingMm.Y, middle.Y0 + middle.Y1, sizeMm.Y);
        var (z0, z1) = Along(grid.Size.Z, grid.SpacingMm.Z, middle.Z0 + middle.Z1, sizeMm.Z);
        return new(x0, y0, z0, x1, y1, z1);
    }

    /// <summary>A box with a margin in mm on every side, cut at the faces of the grid.</summary>
    public static VoxelBox Widened(GridGeometry grid, VoxelBox box, double mm)
    {
        int Steps(double spacing) => (int)Math.Ceiling(mm / spacing);
        var (x, y, z) = (Steps(grid.SpacingMm.X), Steps(grid.SpacingMm.Y), Steps(grid.SpacingMm.Z));
        return new(
            Math.Max(0, box.X0 - x), Math.Max(0, box.Y0 - y), Math.Max(0, box.Z0 - z),
            Math.Min(grid.Size.X - 1, box.X1 + x), Math.Min(grid.Size.Y - 1, box.Y1 + y), Math.Min(grid.Size.Z - 1, box.Z1 + z));
    }

    internal static GridSize Size(this VoxelBox box) => new(box.X1 - box.X0 + 1, box.Y1 - box.Y0 + 1, box.Z1 - box.Z0 + 1);

    private static (int First, int Last) Along(int voxels, double spacing, int twiceMiddle, double mm)
    {
        var count = Math.Min(voxels, (int)Math.Ceiling(mm / spacing));
        var first = Math.Clamp((twiceMiddle + 1 - count) / 2, 0, voxels - count);
        return (first, first + count - 1);
    }
}
