namespace EdgeNode.Imaging.Tests.Measurements.Accuracy;

/// <summary>How far the measured axes are from those of shapes that are known exactly, on the grids that scanners make.</summary>
public sealed class AccuracyTests
{
    private static readonly (string Name, Func<Random, Solid> Shape)[] Shapes =
        [("ellipsoid", Solid.Ellipsoid), ("cylinder", Solid.Cylinder), ("matted pair", Solid.MattedPair)];

    /// <summary>What a physician is promised: the short axis in the slice that is shown, at half a millimetre a pixel (docs/measured.md, with room for fewer shapes).</summary>
    [Theory]
    [InlineData(0, true, 0.25)]
    [InlineData(1, true, 0.25)]
    [InlineData(2, true, 0.25)]
    [InlineData(0, false, 0.27)]
    [InlineData(1, false, 0.33)]
    [InlineData(2, false, 0.47)]
    public void The_short_axis_is_that_of_the_section_at_half_millimetre_pixels(int shape, bool border, double within95)
    {
        var row = AccuracyRow.Of(Shapes[shape].Name, Shapes[shape].Shape, border, 0.5, 1.5, 40);
        Assert.InRange(row.Short.Bias, -0.12, 0.12);
        Assert.InRange(row.Short.Within95, 0, within95);
    }

    /// <summary><c>make measure-table</c>: all grids, for docs/measured.md.</summary>
    [Fact(Explicit = true)]
    public void The_table_of_all_shapes_and_grids()
    {
        var rows = from shape in Shapes from border in new[] { true, false } from grid in new[] { (0.35, 0.6), (0.5, 0.6), (0.5, 1.5), (0.5, 3.0), (0.5, 5.0), (0.7, 1.5), (1.0, 3.0), (1.0, 5.0) } select (shape, border, grid);
        var table = rows.AsParallel().AsOrdered().Select(r => AccuracyRow.Of(r.shape.Name, r.shape.Shape, r.border, r.grid.Item1, r.grid.Item2, 200).ToString());
        File.WriteAllText(Environment.GetEnvironmentVariable("EDGENODE_MEASURE_TABLE")!, $"{AccuracyRow.Head}\n{string.Join('\n', table)}\n");
    }
}
