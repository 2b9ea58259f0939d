using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>One node's voxels inside its bounding box: x fastest, z slowest, as in a volume.</summary>
internal sealed class NodeMask
{
    private readonly bool[] _voxels;

    private NodeMask(VoxelBox box, bool[] voxels)
    {
        Box = box;
        _voxels = voxels;
        Size = new(box.X1 - box.X0 + 1, box.Y1 - box.Y0 + 1, box.Z1 - box.Z0 + 1);
    }

    public VoxelBox Box { get; }

    public GridSize Size { get; }

    /// <summary>False outside the box too.</summary>
    public bool this[int x, int y, int z] => Size.Contains(x, y, z) && _voxels[(((z * Size.Y) + y) * Size.X) + x];

    public static NodeMask Of(Component component, GridSize volume)
    {
        var box = component.Box;
        var (width, height) = (box.X1 - box.X0 + 1, box.Y1 - box.Y0 + 1);
        var voxels = new bool[width * height * (box.Z1 - box.Z0 + 1)];
        foreach (var index in component.VoxelIndices())
        {
            var (x, y, z) = (index % volume.X, index / volume.X % volume.Y, index / volume.SliceVoxels);
            voxels[((((z - box.Z0) * height) + y - box.Y0) * width) + x - box.X0] = true;
        }

        return new(box, voxels);
    }

    /// <summary>Mean position of the voxel centres, LPS mm.</summary>
    public Vector3 Centroid(GridGeometry grid)
    {
        var sum = default(Vector3);
        var count = 0;
        foreach (var (x, y, z) in Voxels())
        {
            sum += new Vector3(x, y, z);
            count++;
        }

        var mean = sum * (1.0 / count);
        return grid.ToPatient(mean.X + Box.X0, mean.Y + Box.Y0, mean.Z + Box.Z0);
    }

    /// <summary>Slice of the box with the most voxels; the first of equal ones.</summary>
    public int LargestSlice() => Enumerable.Range(0, Size.Z).MaxBy(z => _voxels.AsSpan(z * Size.SliceVoxels, Size.SliceVoxels).Count(true));

    /// <summary>Outline of one slice, smoothed, in mm from the centre of the box's first voxel.</summary>
    public IsoContour SliceOutline(int z, double xSpacing, double ySpacing) =>
        IsoContour.Of(_voxels.AsSpan(z * Size.SliceVoxels, Size.SliceVoxels), Size.X, Size.Y, xSpacing, ySpacing);

    /// <summary>Positions inside the box.</summary>
    public IEnumerable<(int X, int Y, int Z)> Voxels()
    {
        for (var i = 0; i < _voxels.Length; i++)
        {
            if (_voxels[i])
            {
                yield return (i % Size.X, i / Size.X % Size.Y, i / Size.SliceVoxels);
            }
        }
    }
}
