namespace EdgeNode.Imaging.Geometry;

/// <summary>
/// Parallel slices that form no regular grid (gantry tilt, an increment that varies a little) and the true grid they are resampled onto.
/// The planes keep their orientation: the true grid's z runs along their normal, and it is wide enough for every slice.
/// </summary>
/// <param name="Input">The slices as they were sent: mean increment and direction of travel, which may be sheared.</param>
/// <param name="True">Right-angled and even.</param>
/// <param name="Slices">Voxel index on the true grid of the first pixel of each slice; z grows from slice to slice.</param>
public sealed record StackedSlices(GridGeometry Input, GridGeometry True, IReadOnlyList<Vector3> Slices)
{
    /// <summary>Rounding of decimal strings (PS3.5 6.2: 16 characters) must not widen the grid by a voxel.</summary>
    private const double Rounding = 1e-3;

    /// <summary>Angle between the direction of travel and the slices' normal, degrees.</summary>
    public double TiltDegrees => Math.Acos(Math.Min(1, Math.Abs(Input.ZDirection.Dot(True.ZDirection)))) * 180 / Math.PI;

    /// <param name="input">Columns, rows, slices; directions; mean increment along the direction of travel.</param>
    /// <param name="positions">Centre of the first pixel of each slice, LPS mm, in the order of their distance along the normal.</param>
    /// <param name="increment">The distance along the normal that most slices keep, mm.</param>
    public static StackedSlices Of(GridGeometry input, IReadOnlyList<Vector3> positions, double increment)
    {
        var normal = input.XDirection.Cross(input.YDirection).Normalized();
        var steps = positions.Select(position => position - positions[0]).ToList();
        var columns = steps.Select(step => step.Dot(input.XDirection) / input.SpacingMm.X).ToList();
        var rows = steps.Select(step => step.Dot(input.YDirection) / input.SpacingMm.Y).ToList();
        var height = steps[^1].Dot(normal);
        var count = Math.Max(2, (int)Math.Round(height / increment) + 1);
        var spacing = new Vector3(input.SpacingMm.X, input.SpacingMm.Y, height / (count - 1));
        var origin = positions[0] + (input.XDirection * (columns.Min() * spacing.X)) + (input.YDirection * (rows.Min() * spacing.Y));
        var size = new GridSize(input.Size.X + Wider(columns), input.Size.Y + Wider(rows), count);
        var grid = new GridGeometry(size, spacing, origin, input.XDirection, input.YDirection, normal);
        return new(input, grid, [.. positions.Select(grid.ToVoxel)]);
    }

    /// <summary>The voxel of the true grid that lies nearest to the first pixel of a slice: the slice takes its labels from there.</summary>
    public (int X, int Y, int Z) FirstVoxel(int slice)
    {
        var at = Slices[slice];
        return (Nearest(at.X, True.Size.X - Input.Size.X), Nearest(at.Y, True.Size.Y - Input.Size.Y), Nearest(at.Z, True.Size.Z - 1));
    }

    /// <summary>
    /// The slices that take labels from the planes of the true grid from one to the other, both included; where no slice does, since slices are
    /// farther apart than planes there, the one that lies nearest.
    /// </summary>
    public IReadOnlyList<int> SlicesOf(int firstPlane, int lastPlane)
    {
        int[] showing = [.. Enumerable.Range(0, Slices.Count).Where(slice => FirstVoxel(slice).Z is var z && z >= firstPlane && z <= lastPlane)];
        return showing.Length > 0 ? showing : [NearestTo(Enumerable.Range(0, Slices.Count), firstPlane)];
    }

    /// <summary>Of some slices the one that lies nearest to a plane of the true grid.</summary>
    public int NearestTo(IEnumerable<int> slices, double plane) => slices.MinBy(slice => Math.Abs(Slices[slice].Z - plane));

    private static int Nearest(double at, int most) => Math.Clamp((int)Math.Round(at), 0, most);

    private static int Wider(List<double> offsets) => (int)Math.Ceiling(offsets.Max() - offsets.Min() - Rounding);
}
