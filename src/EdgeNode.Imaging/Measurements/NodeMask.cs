using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>The voxels of one component inside its bounding box; positions count from the box's first voxel.</summary>
internal sealed class NodeMask
{
    private readonly bool[] _inside;

    public NodeMask(Component component, GridGeometry geometry)
    {
        (Box, Geometry) = (component.Box, geometry);
        Size = new(Box.X1 - Box.X0 + 1, Box.Y1 - Box.Y0 + 1, Box.Z1 - Box.Z0 + 1);
        _inside = new bool[Size.Voxels];
        var grid = geometry.Size;
        foreach (var run in component.Runs)
        {
            var (x, row) = (run.Start % grid.X, run.Start / grid.X);
            _inside.AsSpan(Size.IndexOf(x - Box.X0, (row % grid.Y) - Box.Y0, (row / grid.Y) - Box.Z0), run.Length).Fill(true);
        }
    }

    public VoxelBox Box { get; }

    /// <summary>The grid that the box lies on.</summary>
    public GridGeometry Geometry { get; }

    /// <summary>Voxels of the box.</summary>
    public GridSize Size { get; }

    /// <summary>Rows of x of one slice of the box.</summary>
    public ReadOnlySpan<bool> Slice(int z) => _inside.AsSpan(z * Size.SliceVoxels, Size.SliceVoxels);

    /// <summary>False for positions outside the box.</summary>
    public bool Contains(int x, int y, int z) => Size.Contains(x, y, z) && _inside[Size.IndexOf(x, y, z)];

    /// <summary>Position in the volume that the component was found in; null outside its grid.</summary>
    public int? VoxelIndex(int x, int y, int z)
    {
        var at = (X: x + Box.X0, Y: y + Box.Y0, Z: z + Box.Z0);
        return Geometry.Size.Contains(at.X, at.Y, at.Z) ? Geometry.Size.IndexOf(at.X, at.Y, at.Z) : null;
    }

    /// <summary>One of the six voxels beside it is outside the node.</summary>
    public bool IsBorder(int x, int y, int z) =>
        !(Contains(x - 1, y, z) && Contains(x + 1, y, z) && Contains(x, y - 1, z) && Contains(x, y + 1, z) && Contains(x, y, z - 1) && Contains(x, y, z + 1));

    /// <summary>Slices of the box with most voxels: one, or several equal ones.</summary>
    public IReadOnlyList<int> LargestSlices()
    {
        var voxels = Enumerable.Range(0, Size.Z).Select(z => Slice(z).Count(true)).ToArray();
        return [.. Enumerable.Range(0, Size.Z).Where(z => voxels[z] == voxels.Max())];
    }
}
