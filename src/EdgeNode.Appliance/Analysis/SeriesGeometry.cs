using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Slices in the order of their position along the normal, and the true grid they form. Instance numbers play no part.</summary>
internal sealed record SeriesGrid(IReadOnlyList<CtSlice> Slices, GridGeometry Geometry);

/// <summary>
/// Checks that a series is one regular stack and says so, or says why not. Tilted, irregular and gapped stacks are refused here; nothing
/// is ever squeezed onto a grid it does not have.
/// </summary>
internal static class SeriesGeometry
{
    public const int FewestSlices = 10;

    /// <summary>Largest deviation of a slice distance from the median, as a share of it.</summary>
    private const double SpacingTolerance = 0.05;

    /// <summary>Largest angle between the stack's direction and the slices' normal, about half a degree.</summary>
    private const double TiltTolerance = 0.01;

    private const double SameDirection = 0.9999;

    public static (SeriesGrid? Grid, CaseReason? Refusal) Of(IReadOnlyList<CtSlice> series)
    {
        if (series.Count < FewestSlices)
        {
            return Refuse("TOO_FEW_SLICES", $"The series has {series.Count} slice(s), {FewestSlices} are the least: send the whole neck as one volume.");
        }

        var first = series[0];
        if (series.Any(slice => slice.XDirection.Dot(first.XDirection) < SameDirection || slice.YDirection.Dot(first.YDirection) < SameDirection))
        {
            return Refuse("MIXED_ORIENTATION", "The series holds slices of two orientations: send the axial volume as a series of its own.");
        }

        if (series.Any(slice => slice.Columns != first.Columns || slice.Rows != first.Rows || slice.XSpacing != first.XSpacing || slice.YSpacing != first.YSpacing))
        {
            return Refuse("MIXED_MATRIX", "The slices differ in matrix size or pixel spacing: send one reconstruction as one series.");
        }

        var sorted = series.OrderBy(slice => slice.Position.Dot(first.Normal)).ToList();
        return Stack(sorted);
    }

    private static (SeriesGrid? Grid, CaseReason? Refusal) Stack(List<CtSlice> sorted)
    {
        var first = sorted[0];
        var steps = sorted.Zip(sorted.Skip(1), (a, b) => (b.Position - a.Position).Dot(first.Normal)).ToList();
        var spacing = steps.Order().ElementAt(steps.Count / 2);
        if (steps.Any(step => step < spacing * 0.02))
        {
            return Refuse("DUPLICATE_POSITIONS", "Several slices lie at the same position: send one phase and one reconstruction as one series.");
        }

        if (steps.Any(step => step > spacing * 1.5))
        {
            return Refuse("MISSING_SLICES", "Slices are missing inside the stack: send the study again, it will be analysed as a new revision.");
        }

        if (steps.Any(step => Math.Abs(step - spacing) > spacing * SpacingTolerance))
        {
            return Refuse("IRREGULAR_SPACING", "The distance from slice to slice varies: send a reconstruction with one increment.");
        }

        var travel = sorted[^1].Position - first.Position;
        var direction = travel.Normalized();
        if (direction.Dot(first.Normal) < 1 - (TiltTolerance * TiltTolerance / 2))
        {
            return Refuse("GANTRY_TILT", "The stack is sheared by gantry tilt: send a reconstruction without tilt.");
        }

        var size = new GridSize(first.Columns, first.Rows, sorted.Count);
        var spacingMm = new Vector3(first.XSpacing, first.YSpacing, travel.Length / (sorted.Count - 1));
        return (new(sorted, new(size, spacingMm, first.Position, first.XDirection, first.YDirection, direction)), null);
    }

    private static (SeriesGrid? Grid, CaseReason? Refusal) Refuse(string code, string text) => (null, new(code, text));
}
