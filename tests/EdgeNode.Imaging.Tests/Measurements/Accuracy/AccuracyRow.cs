using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements.Accuracy;

/// <summary>Errors of one kind of shape on one grid, mm: those of the axes in the slice that was measured, and of the short axis of the whole node.</summary>
/// <param name="Border">With partial volumes, else with the mask alone.</param>
internal sealed record AccuracyRow(string Shape, bool Border, double PixelMm, double SliceMm, Errors Long, Errors Short, Errors ShortOfNode)
{
    public const string Head =
        "| shape | border known | pixel mm | slice mm | long axis: bias | 95 % | short axis: bias | 95 % | short axis against the node's largest section: bias | 95 % |\n|---|---|---|---|---|---|---|---|---|---|";

    public static AccuracyRow Of(string name, Func<Random, Solid> shape, bool border, double pixel, double slice, int count)
    {
        var random = new Random(20261126);
        var all = Enumerable.Range(0, count).Select(_ => Measure(shape(random), random, border, pixel, slice)).OfType<(double, double, double)>().ToList();
        return new(name, border, pixel, slice, Errors.Of(all.Select(e => e.Item1)), Errors.Of(all.Select(e => e.Item2)), Errors.Of(all.Select(e => e.Item3)));
    }

    public override string ToString() => FormattableString.Invariant(
        $"| {Shape} | {(Border ? "yes" : "no")} | {PixelMm} | {SliceMm} | {Long.Bias:F2} | {Long.Within95:F2} | {Short.Bias:F2} | {Short.Within95:F2} | {ShortOfNode.Bias:F2} | {ShortOfNode.Within95:F2} |");

    /// <summary>Null where no slice shows the shape, or it falls apart.</summary>
    private static (double Long, double Short, double ShortOfNode)? Measure(Solid solid, Random random, bool border, double pixel, double slice)
    {
        var centre = new Vector3(17 + (random.NextDouble() * pixel), 17 + (random.NextDouble() * pixel), 17 + (random.NextDouble() * slice));
        var scene = new Scene(GridGeometry.AxisAligned(new((int)Math.Ceiling(35 / pixel), (int)Math.Ceiling(35 / pixel), (int)Math.Ceiling(36 / slice)), new(pixel, pixel, slice)));
        var inside = (double x, double y, double z) => solid.Contains(new Vector3(x * pixel, y * pixel, z * slice) - centre);
        scene = border ? scene.Fill(inside) : scene.Label(inside);
        if (scene.Measure(contrast: false) is not [var node]) return null;
        var (longAxis, shortAxis) = SectionTruth.Axes(solid, (node.AxialSlice * slice) - centre.Z);
        var largest = Enumerable.Range(-32, 65).Select(i => i * 0.5).MaxBy(z => SectionTruth.Area(solid, z));
        return (node.LongAxisMm - longAxis, node.ShortAxisMm - shortAxis, node.ShortAxisMm - SectionTruth.Axes(solid, largest).Short);
    }
}

/// <summary>Mean, and what 95 % of the errors are within.</summary>
internal readonly record struct Errors(double Bias, double Within95)
{
    public static Errors Of(IEnumerable<double> errors)
    {
        var all = errors.ToList();
        return new(all.Average(), all.Select(Math.Abs).Order().ElementAt((int)Math.Ceiling(all.Count * 0.95) - 1));
    }
}
