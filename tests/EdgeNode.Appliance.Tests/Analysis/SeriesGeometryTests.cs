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
        Assert.Null(grid!.Stack);
        Assert.Equal(3, grid!.Geometry.SpacingMm.Z, 6);
        Assert.Equal(new Vector3(-10, -20, 100), grid.Geometry.OriginMm);
        Assert.True(grid.Slices.Zip(grid.Slices.Skip(1)).All(pair => pair.First.Position.Z < pair.Second.Position.Z));
    }

    [Fact]
    public void One_slice_is_not_a_volume() => Refused("TOO_FEW_SLICES", Stack(1));

    [Fact]
    public void A_missing_slice_is_seen() => Refused("MISSING_SLICES", Stack(20).Where((_, index) => index != 7));

    [Fact]
    public void Slices_that_miss_one_by_one_are_seen() => Refused("MISSING_SLICES", Stack(20).Where((_, index) => index is not (7 or 8 or 13)));

    [Theory]
    [InlineData(7.0 / 3)] // as scanned through a skull base: thin below, thick above
    [InlineData(2)] // a whole number of steps, but half of the stack
    public void An_increment_that_changes_within_the_stack_is_not_called_missing_slices(double times) =>
        Refused("VARIABLE_SPACING", Stack(26).Select((slice, index) => slice with { Position = new(-10, -20, index < 13 ? index * 3 : 39 + ((index - 13) * 3 * times)) }));

    [Fact]
    public void Two_slices_at_one_place_are_seen() => Refused("DUPLICATE_POSITIONS", Stack(20).Append(Stack(20).First()));

    [Fact]
    public void Two_orientations_are_seen() =>
        Refused("MIXED_ORIENTATION", Stack(20).Append(Stack(1).First() with { YDirection = new(0, 0, -1) }));

    [Fact]
    public void Two_matrices_are_seen() => Refused("MIXED_MATRIX", Stack(20).Append(Stack(1).First() with { Rows = 256, Position = new(0, 0, 400) }));

    [Fact]
    public void An_increment_that_varies_much_is_refused() => Refused("IRREGULAR_SPACING", Uneven(1));

    [Fact]
    public void An_increment_that_varies_a_little_is_resampled_onto_an_even_grid()
    {
        var stack = SeriesGeometry.Of([.. Uneven(0.5)]).Grid!.Stack!;

        Assert.Equal(0, stack.TiltDegrees, 3);
        Assert.Equal((512, 512), (stack.True.Size.X, stack.True.Size.Y));
        Assert.Equal("IRREGULAR_SPACING", OriginalSlices.Describe(stack).Code);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(-0.9)]
    public void Gantry_tilt_is_seen_from_positions_and_resampled_onto_a_right_angled_grid(double shift)
    {
        var (grid, refusal) = SeriesGeometry.Of([.. Tilted(shift)]);

        Assert.Null(refusal);
        var stack = grid!.Stack!;
        Assert.Equal(Math.Atan(0.3) * 180 / Math.PI, stack.TiltDegrees, 6);
        Assert.Equal(new GridSize(512, 547, 20), stack.True.Size);
        Assert.Equal(new Vector3(0.5, 0.5, 3), stack.True.SpacingMm);
        for (var z = 0; z < 20; z++)
        {
            var (sent, kept) = (grid.Slices[z].Position, stack.True.ToPatient(stack.Slices[z].X, stack.Slices[z].Y, stack.Slices[z].Z));
            Assert.Equal(0, (sent - kept).Length, 9);
        }
    }

    [Fact]
    public void A_shear_that_no_gantry_makes_is_refused() => Refused("GANTRY_TILT", Tilted(2.5));

    [Fact]
    public void A_slice_that_is_shifted_within_its_plane_is_not_used_as_it_is() =>
        Assert.NotNull(SeriesGeometry.Of([.. Stack(20).Select((slice, index) => index == 9 ? slice with { Position = slice.Position + new Vector3(5, 0, 0) } : slice)]).Grid!.Stack);

    [Fact]
    public void Small_deviations_that_add_up_are_not_used_as_they_are() =>
        Assert.NotNull(SeriesGeometry.Of([.. Stack(40).Select((slice, index) => slice with { Position = new(-10, -20, index < 20 ? index * 3.06 : (20 * 3.06) + ((index - 20) * 2.94)) })]).Grid!.Stack);

    private static IEnumerable<CtSlice> Uneven(double mm) => Stack(20).Select((slice, index) => slice with { Position = slice.Position + new Vector3(0, 0, index % 2 * mm) });

    private static IEnumerable<CtSlice> Tilted(double mm) => Stack(20).Select((slice, index) => slice with { Position = slice.Position + new Vector3(0, index * mm, 0) });

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
