using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Cropping;

/// <summary>
/// A piece of CT around one node that shows no skin and no face: everything outside the body, and everything nearer to it than a margin, is
/// air (-1024 HU); of what lies there only the node itself is kept. The pieces have no origin, and axes turned to the nearest patient axis.
/// </summary>
/// <param name="Image">Hounsfield units.</param>
/// <param name="Labels">0 background, 1 negative, 2 positive, 3 ENE; background in what was set to air.</param>
/// <param name="Numbers">Number of the node that a voxel belongs to; 0 for none and in what was set to air.</param>
/// <param name="NearSkin">The node lies within the margin or outside the body: a part of it is kept there.</param>
public sealed record SkinlessCrop(Volume<short> Image, Volume<byte> Labels, Volume<short> Numbers, bool NearSkin)
{
    private const short Air = -1024;

    /// <param name="ct">The whole volume, HU; slices axial.</param>
    /// <param name="labels">On the same grid.</param>
    /// <param name="numbers">On the same grid.</param>
    /// <param name="node">Number of the node in the middle.</param>
    /// <param name="box">What is taken.</param>
    /// <param name="skinMm">The margin.</param>
    public static SkinlessCrop Of(Volume<short> ct, Volume<byte> labels, Volume<short> numbers, int node, VoxelBox box, double skinMm)
    {
        var wide = CropBox.Widened(ct.Geometry, box, skinMm);
        var squared = ToOutside(ct, wide);
        var (size, wideSize) = (box.Size(), wide.Size());
        var grid = Turned(ct.Geometry, size);
        var crop = new SkinlessCrop(Volume.Allocate<short>(grid), Volume.Allocate<byte>(grid), Volume.Allocate<short>(grid), false);
        var near = false;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var (from, to) = (ct.IndexOf(box.X0 + x, box.Y0 + y, box.Z0 + z), crop.Image.IndexOf(x, y, z));
                    var inWide = ((((box.Z0 - wide.Z0 + z) * wideSize.Y) + box.Y0 - wide.Y0 + y) * wideSize.X) + box.X0 - wide.X0 + x;
                    var (skin, own) = (squared[inWide] < skinMm * skinMm, numbers.Span[from] == node);
                    near |= skin && own;
                    var kept = !skin || own;
                    crop.Image.Span[to] = kept ? Math.Max(Air, ct.Span[from]) : Air;
                    crop.Labels.Span[to] = kept ? labels.Span[from] : (byte)0;
                    crop.Numbers.Span[to] = kept ? numbers.Span[from] : (short)0;
                }
            }
        }

        return crop with { NearSkin = near };
    }

    /// <summary>The same orientation as far as left and right, front and back, up and down go; nothing of how the head lay, nor where.</summary>
    private static GridGeometry Turned(GridGeometry grid, GridSize size)
    {
        var turned = grid with { Size = size, OriginMm = default, XDirection = Nearest(grid.XDirection), YDirection = Nearest(grid.YDirection), ZDirection = Nearest(grid.ZDirection) };
        return Math.Abs(turned.XDirection.Cross(turned.YDirection).Dot(turned.ZDirection)) > 0.5 ? turned : GridGeometry.AxisAligned(size, grid.SpacingMm);
    }

    private static Vector3 Nearest(Vector3 direction)
    {
        var (x, y, z) = (Math.Abs(direction.X), Math.Abs(direction.Y), Math.Abs(direction.Z));
        return x >= y && x >= z ? new(Math.Sign(direction.X), 0, 0) : y >= z ? new(0, Math.Sign(direction.Y), 0) : new(0, 0, Math.Sign(direction.Z));
    }

    private static float[] ToOutside(Volume<short> ct, VoxelBox wide)
    {
        var size = wide.Size();
        var marked = new byte[size.Voxels];
        var slice = new byte[ct.Size.SliceVoxels];
        for (var z = 0; z < size.Z; z++)
        {
            OutsideBody.Mark(ct, wide.Z0 + z, slice);
            for (var y = 0; y < size.Y; y++)
                slice.AsSpan(((wide.Y0 + y) * ct.Size.X) + wide.X0, size.X).CopyTo(marked.AsSpan(((z * size.Y) + y) * size.X));
        }

        return DistanceToMarked.Squared(marked, size, ct.Geometry.SpacingMm);
    }
}
