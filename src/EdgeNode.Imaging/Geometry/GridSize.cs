namespace EdgeNode.Imaging.Geometry;

/// <summary>Number of voxels along the columns (X), rows (Y) and slices (Z) of a grid.</summary>
public readonly record struct GridSize(int X, int Y, int Z)
{
    /// <summary>Total number of voxels.</summary>
    public long Voxels => (long)X * Y * Z;

    /// <summary>Voxels in one slice.</summary>
    public int SliceVoxels => X * Y;

    /// <summary>Position of a voxel in an array of all of them, columns fastest; for one that lies on the grid.</summary>
    public int IndexOf(int x, int y, int z) => (((z * Y) + y) * X) + x;

    /// <summary>True where the zero-based voxel lies on the grid.</summary>
    public bool Contains(int x, int y, int z) => (uint)x < (uint)X && (uint)y < (uint)Y && (uint)z < (uint)Z;
}
