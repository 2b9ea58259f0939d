using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Components;

/// <summary>Inclusive first and last zero-based voxel of a bounding box.</summary>
public readonly record struct VoxelBox(int X0, int Y0, int Z0, int X1, int Y1, int Z1)
{
    /// <summary>True where the box lies against a face of the grid: what it encloses may go on outside.</summary>
    public bool Touches(GridSize size) =>
        X0 == 0 || Y0 == 0 || Z0 == 0 || X1 == size.X - 1 || Y1 == size.Y - 1 || Z1 == size.Z - 1;
}
