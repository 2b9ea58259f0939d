using EdgeNode.Appliance.Analysis;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Analysis;

public sealed class SeriesGeometryTests
{
    [Fact]
    public void Slices_are_sorted_by_position_whatever_their_order()
    {
        var (grid, refusal) = SeriesGeometry.Of([.. Stack(20).Reverse()]);

        Assert.Null(refusal);
        Assert.Equal(3, grid!.Geometry.SpacingMm.Z, 6);
        Assert.Equal(new Vector3(-10, -20, 100), grid.Geometry.OriginMm);
        Assert.True(grid.Slices.Zip(grid.Slices.Skip(1)).All(pair => pair.First.Position.Z < pair.Second.Position.Z));
    }

    [Fact]
    public void One_slice_is_not_a_volume() => Refused("TOO_FEW_SLICES", Stack(1));

    [Fact]
    public void A_missing_slice_is_seen() => Refused("MISSING_SLICES", Stack(20).Where((_, index) => index != 7));

    [Fact]
    public void Two_slices_at_one_place_are_seen() => Refused("DUPLICATE_POSITIONS", Stack(20).Append(Stack(20).First()));

    [Fact]
    public void Two_orientations_are_seen() =>
        Refused("MIXED_ORIENTATION", Stack(20).Append(Stack(1).First() with { YDirection = new(0, 0, -1) }));

    [Fact]
    public void Two_matrices_are_seen() => Refused("MIXED_MATRIX", Stack(20).Append(Stack(1).First() with { Rows = 256, Position = new(0, 0, 400) }));

    [Fact]
    public void An_increment_that_varies_is_seen() =>
        Refused("IRREGULAR_SPACING", Stack(20).Select((slice, index) => slice with { Position = slice.Position + new Vector3(0, 0, index % 2 * 0.5) }));

    [Fact]
    public void Gantry_tilt_is_seen_from_positions() =>
        Refused("GANTRY_TILT", Stack(20).Select((slice, index) => slice with { Position = slice.Position + new Vector3(0, index * 0.9, 0) }));

    private static void Refused(string code, IEnumerable<CtSlice> slices) => Assert.Equal(code, SeriesGeometry.Of([.. slices]).Refusal?.Code);

    private static IEnumerable<CtSlice> Stack(int count) => Enumerable.Range(0, count).Select(index => new CtSlice
    {
        File = new($"{index}", 0, 0),
        SeriesUid = "1.2",
        Description = "",
        ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"],
        Position = new(-10, -20, 100 + (3 * index)),
        XDirection = new(1, 0, 0),
        YDirection = new(0, 1, 0),
        Columns = 512,
        Rows = 512,
        YSpacing = 0.5,
        XSpacing = 0.5,
        ThicknessMm = 3,
        Contrast = true,
    });
}
