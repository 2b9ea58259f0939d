using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Slices in the order of their position along the normal, and the true grid they form. Instance numbers play no part.</summary>
/// <param name="Geometry">The slices as they were sent.</param>
/// <param name="Stack">How they are resampled onto a true grid; null where they form one.</param>
internal sealed record SeriesGrid(IReadOnlyList<CtSlice> Slices, GridGeometry Geometry, StackedSlices? Stack = null)
{
    /// <summary>Copies of slices that were left out.</summary>
    public int DuplicatesDropped { get; init; }
}

/// <summary>
/// Checks that a series is one regular stack and says so, or says how it is resampled onto a true grid (gantry tilt, an increment that varies a
/// little), or why it cannot be. Nothing is ever squeezed onto a grid it does not have. The tilt tag plays no part: cosines and positions do.
/// </summary>
internal static class SeriesGeometry
{
    public const int FewestSlices = 10;

    /// <summary>Largest deviation of a slice distance from the mean, as a share of it.</summary>
    /// <remarks>A slice is then displaced by less than a twentieth of the increment, below the thickness of any slice profile: used as it is.</remarks>
    private const double SpacingTolerance = 0.05;

    /// <summary>Largest deviation that is resampled. Beyond a quarter, interpolation would make up anatomy that no slice shows.</summary>
    private const double ResampledTolerance = 0.25;

    /// <summary>A step that is this much longer than most is a gap.</summary>
    private const double GapShare = 1.5;

    /// <summary>Slices that are missing leave few gaps of a whole number of steps: at most one step in so many. Anything else was scanned so.</summary>
    private const int MostGaps = 3;

    /// <summary>Largest tilt that is resampled, degrees. Gantries tilt by 30 at most; more is an error of the positions.</summary>
    private const double LargestTilt = 35;

    /// <summary>Largest angle between the stack's direction and the slices' normal, about half a degree.</summary>
    private const double TiltTolerance = 0.01;

    private const double SameDirection = 0.9999;

    /// <summary>As <see cref="Of"/>, but copies of a slice are left out first; that looks at the pixels of those at one position.</summary>
    public static (SeriesGrid? Grid, CaseReason? Refusal) WithoutDuplicates(IReadOnlyList<CtSlice> series, CancellationToken cancel)
    {
        var (kept, dropped, differs) = DuplicateSlices.Remove(series, cancel);
        if (differs is not null)
        {
            return (null, differs);
        }

        var (grid, refusal) = Of(kept);
        return grid is null ? (null, refusal) : (grid with { DuplicatesDropped = dropped }, null);
    }

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

        if (steps.Where(step => step > spacing * GapShare).ToList() is { Count: > 0 } gaps)
        {
            return gaps.Count <= steps.Count / MostGaps && gaps.All(gap => Math.Abs((gap / spacing) - Math.Round(gap / spacing)) <= ResampledTolerance)
                ? Refuse("MISSING_SLICES", "Slices are missing inside the stack: send the study again, it will be analysed as a new revision.")
                : Refuse("VARIABLE_SPACING", $"The distance from slice to slice changes within the series, from {steps.Min():0.##} to {steps.Max():0.##} mm: send a reconstruction with one increment, or each part as a series of its own.");
        }

        // With no gap left, the mean is the increment; the median of two alternating steps is one of them.
        var even = steps.Average();
        var deviation = steps.Max(step => Math.Abs(step - even));
        if (deviation > even * ResampledTolerance)
        {
            return Refuse("IRREGULAR_SPACING", "The distance from slice to slice varies by more than a quarter: send a reconstruction with one increment.");
        }

        var travel = sorted[^1].Position - first.Position;
        var direction = travel.Normalized();
        var size = new GridSize(first.Columns, first.Rows, sorted.Count);
        var spacingMm = new Vector3(first.XSpacing, first.YSpacing, travel.Length / (sorted.Count - 1));
        var input = new GridGeometry(size, spacingMm, first.Position, first.XDirection, first.YDirection, direction);
        if (deviation <= even * SpacingTolerance && direction.Dot(first.Normal) >= Math.Cos(TiltTolerance) && StaysOnLine(sorted, input))
        {
            return (new(sorted, input), null);
        }

        var stack = StackedSlices.Of(input, [.. sorted.Select(slice => slice.Position)], even);
        return stack.TiltDegrees > LargestTilt
            ? Refuse("GANTRY_TILT", $"The stack is sheared by {stack.TiltDegrees:0} degrees, more than any gantry tilts: send a reconstruction without tilt.")
            : stack.True.Size.Voxels > Array.MaxLength
            ? Refuse("TOO_LARGE", "The tilted stack is too large to be straightened: send a reconstruction without tilt.")
            : (new(sorted, input, stack), null);
    }

    /// <summary>
    /// Small deviations may add up: against the even line from the first slice to the last, none is off by more than half a pixel within its
    /// plane or a tenth of the increment along it.
    /// </summary>
    private static bool StaysOnLine(List<CtSlice> sorted, GridGeometry input) => sorted.Select((slice, z) => slice.Position - input.ToPatient(0, 0, z))
        .All(off => Math.Abs(off.Dot(input.XDirection)) <= input.SpacingMm.X / 2 && Math.Abs(off.Dot(input.YDirection)) <= input.SpacingMm.Y / 2
            && Math.Abs(off.Dot(sorted[0].Normal)) <= input.SpacingMm.Z / 10);

    private static (SeriesGrid? Grid, CaseReason? Refusal) Refuse(string code, string text) => (null, new(code, text));
}
