using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Components;

/// <summary>A round neck of 110 mm on a table of two plates of 4 mm, 1 x 1 mm; marks of 5 x 5 voxels.</summary>
public sealed class AirAroundTests
{
    private const int Side = 200;

    [Theory]
    [InlineData(100, 100, true)] // the middle of the neck
    [InlineData(100, 49, true)] // 4 mm below the skin in front, airway behind it
    [InlineData(48, 100, true)] // 3 mm below the skin at the side
    [InlineData(100, 157, true)] // where the neck lies on the table
    [InlineData(30, 158, false)] // the upper plate
    [InlineData(170, 178, false)] // the lower plate
    [InlineData(20, 20, false)] // air
    [InlineData(2, 158, false)] // the plate at the edge of the image
    public void A_mark_with_air_around_it_is_no_node(int x, int y, bool kept)
    {
        var found = NodeComponents.Find(Mark(x, y), new() { MinVoxels = 1 }).WithoutThoseInAir(Neck(padded: false));
        Assert.Equal(kept ? 1 : 0, found.Kept.Count);
        Assert.Equal(kept ? 0 : 1, found.Removed.Count);
    }

    [Fact]
    public void Padding_outside_a_round_field_of_view_is_not_air()
    {
        // A node at the edge of a field of view that ends in the neck: most of what lies around it is padding.
        var found = NodeComponents.Find(Mark(100, 63), new() { MinVoxels = 1 });
        Assert.Single(found.WithoutThoseInAir(Neck(padded: true)).Kept);
    }

    [Fact]
    public void What_is_removed_leaves_the_labels()
    {
        var labels = Mark(30, 158);
        NodeComponents.Find(labels, new() { MinVoxels = 1 }).WithoutThoseInAir(Neck(padded: false)).EraseRemoved(labels);
        Assert.False(labels.Span.ContainsAnyExcept((byte)0));
    }

    private static Volume<byte> Mark(int x, int y)
    {
        var labels = new Volume<byte>(Grid(), new byte[Side * Side]);
        for (var dy = -2; dy <= 2; dy++)
        {
            for (var dx = -2; dx <= 2; dx++)
                labels.Span[labels.IndexOf(Math.Clamp(x + dx, 0, Side - 1), y + dy, 0)] = 1;
        }

        return labels;
    }

    private static Volume<short> Neck(bool padded)
    {
        var ct = new Volume<short>(Grid(), new short[Side * Side]);
        for (var i = 0; i < ct.Span.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            var fromMiddle = Math.Sqrt(((x - 100) * (x - 100)) + ((y - 100) * (y - 100)));
            var airway = Math.Sqrt(((x - 100) * (x - 100)) + ((y - 64) * (y - 64))) < 9;
            ct.Span[i] = (short)(padded && fromMiddle > 40 ? -2000 : fromMiddle <= 55 && !airway ? 40 : y is (>= 156 and < 160) or (>= 176 and < 180) ? 60 : -1000);
        }

        return ct;
    }

    private static GridGeometry Grid() => GridGeometry.AxisAligned(new(Side, Side, 1), new(1, 1, 1));
}
