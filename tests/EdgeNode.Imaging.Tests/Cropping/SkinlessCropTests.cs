using CsCheck;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Cropping;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Cropping;

public sealed class SkinlessCropTests
{
    /// <summary>A cylinder of tissue with a face-like bump, an airway inside, a table below; voxels of 1 x 1 x 2 mm.</summary>
    private static readonly Volume<short> Body = Drawn();

    [Fact]
    public void What_lies_within_the_margin_of_the_skin_or_outside_is_air_and_everything_else_is_as_it_was()
    {
        var box = CropBox.Around(Body.Geometry, new(30, 40, 12, 34, 44, 14), new(64, 64, 48));
        Assert.Equal(new VoxelBox(0, 10, 1, 63, 73, 24), box);
        var (labels, numbers) = (Empty<byte>(), Empty<short>());
        var crop = SkinlessCrop.Of(Body, labels, numbers, 1, box, 12);
        Assert.False(crop.NearSkin);
        var (kept, distances) = (0, new double[96, 96]);
        for (var i = 0; i < 96 * 96; i++)
            distances[i % 96, i / 96] = DistanceToOutside(i % 96, i / 96);
        for (var z = 0; z < crop.Image.Size.Z; z++)
        {
            for (var y = 0; y < crop.Image.Size.Y; y++)
            {
                for (var x = 0; x < crop.Image.Size.X; x++)
                {
                    var (at, here) = (crop.Image.Span[crop.Image.IndexOf(x, y, z)], (X: box.X0 + x, Y: box.Y0 + y, Z: box.Z0 + z));
                    var deep = distances[here.X, here.Y] >= 12;
                    Assert.Equal(deep ? Body.Span[Body.IndexOf(here.X, here.Y, here.Z)] : (short)-1024, at);
                    kept += deep ? 1 : 0;
                }
            }
        }

        Assert.InRange(kept, 1000, crop.Image.Span.Length / 2);
    }

    [Fact]
    public void Of_a_node_under_the_skin_the_node_alone_is_kept_and_it_is_told()
    {
        var (labels, numbers) = (Empty<byte>(), Empty<short>());
        foreach (var (x, number) in new[] { (22, 1), (25, 2) })
        {
            labels.Span[labels.IndexOf(x, 48, 13)] = 2;
            numbers.Span[numbers.IndexOf(x, 48, 13)] = (short)number;
        }

        var box = CropBox.Around(Body.Geometry, new(22, 48, 13, 22, 48, 13), new(64, 64, 48));
        var crop = SkinlessCrop.Of(Body, labels, numbers, 1, box, 12);
        Assert.True(crop.NearSkin);
        Assert.Equal(1, crop.Numbers.Span.ToArray().Max());
        Assert.Equal(1, crop.Labels.Span.ToArray().Count(label => label == 2));
        Assert.Equal(Body.Span[Body.IndexOf(22, 48, 13)], crop.Image.Span[crop.Numbers.Span.IndexOf((short)1)]);
    }

    [Fact]
    public void A_crop_tells_left_and_right_but_not_where_it_lay_nor_how_the_head_was_turned()
    {
        var tilted = Body.Geometry with { OriginMm = new(-123.4, 56.7, 890), XDirection = new(-0.98, 0.199, 0), YDirection = new(0.199, 0.98, 0) };
        var crop = SkinlessCrop.Of(new(tilted, Body.Voxels), new(tilted, Empty<byte>().Voxels), new(tilted, Empty<short>().Voxels), 1, new(10, 10, 5, 20, 20, 9), 12);
        Assert.Equal(new GridGeometry(new(11, 11, 5), new(1, 1, 2), default, new(-1, 0, 0), new(0, 1, 0), new(0, 0, 1)), crop.Image.Geometry);
    }

    [Fact]
    public void Distances_are_those_that_looking_at_every_pair_finds() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 5], Gen.Double[0.3, 3], Gen.Double[0.3, 3], Gen.Double[0.3, 6], Gen.Int[0, 1 << 20]).Sample(
            (nx, ny, nz, sx, sy, sz, seed) =>
            {
                var random = new Random(seed);
                var marked = new byte[nx * ny * nz];
                for (var i = 0; i < marked.Length; i++)
                    marked[i] = (byte)(random.Next(6) == 0 ? 1 : 0);
                var squared = DistanceToMarked.Squared(marked, new(nx, ny, nz), new(sx, sy, sz));
                for (var i = 0; i < marked.Length; i++)
                {
                    var nearest = Enumerable.Range(0, marked.Length).Where(j => marked[j] != 0).Select(j => Squared(i, j)).DefaultIfEmpty(1e12).Min();
                    if (Math.Abs(nearest - squared[i]) > 1e-4 * Math.Max(1, nearest))
                        return false;
                }

                return true;

                double Squared(int i, int j) =>
                    Math.Pow(((i % nx) - (j % nx)) * sx, 2) + Math.Pow(((i / nx % ny) - (j / nx % ny)) * sy, 2) + Math.Pow(((i / nx / ny) - (j / nx / ny)) * sz, 2);
            });

    private static Volume<T> Empty<T>()
        where T : unmanaged => new(Body.Geometry, new T[Body.Voxels.Length]);

    private static bool IsInside(int x, int y) => Math.Pow(x - 48, 2) + Math.Pow(y - 48, 2) <= 32 * 32 || (Math.Abs(x - 48) <= 3 && y is > 8 and < 48);

    /// <summary>The body is a cylinder: every slice has the same.</summary>
    private static double DistanceToOutside(int x, int y)
    {
        var nearest = double.MaxValue;
        for (var oy = 0; oy < 96; oy++)
        {
            for (var ox = 0; ox < 96; ox++)
            {
                if (!IsInside(ox, oy))
                    nearest = Math.Min(nearest, Math.Sqrt(Math.Pow(x - ox, 2) + Math.Pow(y - oy, 2)));
            }
        }

        return nearest;
    }

    private static Volume<short> Drawn()
    {
        var grid = GridGeometry.AxisAligned(new(96, 96, 28), new(1, 1, 2));
        var volume = Volume.Allocate<short>(grid);
        for (var z = 0; z < 28; z++)
        {
            for (var y = 0; y < 96; y++)
            {
                for (var x = 0; x < 96; x++)
                {
                    var airway = Math.Pow(x - 48, 2) + Math.Pow(y - 40, 2) < 36;
                    var table = y is > 88 and < 92;
                    volume.Span[volume.IndexOf(x, y, z)] = (short)(IsInside(x, y) ? airway ? -1000 : 40 + (x % 7) : table ? 200 : -1005);
                }
            }
        }

        return volume;
    }
}
