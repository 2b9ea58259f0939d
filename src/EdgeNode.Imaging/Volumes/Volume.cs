using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Volumes;

/// <summary>
/// Voxels on a grid: index = (z * Size.Y + y) * Size.X + x, x fastest. CT volumes hold int16 Hounsfield units, label volumes uint8.
/// A struct over memory that somebody else owns; geometry travels with it.
/// </summary>
public readonly record struct Volume<T>
    where T : unmanaged
{
    /// <exception cref="ArgumentException">The memory does not hold exactly the voxels of the grid.</exception>
    public Volume(GridGeometry geometry, Memory<T> voxels)
    {
        if (voxels.Length != geometry.Size.Voxels)
        {
            throw new ArgumentException($"Grid has {geometry.Size.Voxels} voxels, memory holds {voxels.Length}.", nameof(voxels));
        }

        Geometry = geometry;
        Voxels = voxels;
    }

    public GridGeometry Geometry { get; }

    public Memory<T> Voxels { get; }

    public GridSize Size => Geometry.Size;

    public Span<T> Span => Voxels.Span;

    /// <summary>One slice (fixed z), rows of x.</summary>
    public Span<T> Slice(int z) => Voxels.Span.Slice(z * Size.SliceVoxels, Size.SliceVoxels);

    /// <summary>Position of a voxel in <see cref="Voxels"/>.</summary>
    public int IndexOf(int x, int y, int z) => Size.IndexOf(x, y, z);
}

/// <summary>Makes volumes.</summary>
public static class Volume
{
    /// <summary>A new volume on a grid; its voxels are not cleared.</summary>
    public static Volume<T> Allocate<T>(GridGeometry geometry)
        where T : unmanaged => new(geometry, GC.AllocateUninitializedArray<T>(checked((int)geometry.Size.Voxels)));
}
