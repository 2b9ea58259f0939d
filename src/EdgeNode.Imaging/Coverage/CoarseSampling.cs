using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Coverage;

/// <summary>
/// Turns some slices of a grid into a <see cref="CoarseCt"/>: means over blocks within a slice, slices left out between. Which way is up comes
/// from the geometry alone. Slices may be added in any order and in parallel; each is looked at once and may be dropped then.
/// </summary>
public sealed class CoarseSampling
{
    private const double SectionMm = 3;
    private const double HeightMm = 5;

    /// <summary>Sine of ten degrees.</summary>
    private const double Level = 0.174;

    private readonly GridGeometry _grid;
    private readonly Axis[] _axes;
    private readonly short[] _hu;
    private readonly GridSize _size;

    public CoarseSampling(GridGeometry grid)
    {
        _grid = grid;
        var roles = Roles(grid);
        int[] sizes = [grid.Size.X, grid.Size.Y, grid.Size.Z];
        double[] spacing = [grid.SpacingMm.X, grid.SpacingMm.Y, grid.SpacingMm.Z];
        var steps = Enumerable.Range(0, 3).Select(axis => Math.Clamp((int)Math.Round((roles[axis].Patient == 2 ? HeightMm : SectionMm) / spacing[axis]), 1, sizes[axis])).ToArray();
        var counts = new int[3];
        var cell = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            counts[roles[axis].Patient] = sizes[axis] / steps[axis];
            cell[roles[axis].Patient] = spacing[axis] * steps[axis];
        }

        _size = new(counts[0], counts[1], counts[2]);
        CellMm = new(cell[0], cell[1], cell[2]);
        int[] strides = [1, _size.X, _size.X * _size.Y];
        _axes = [.. Enumerable.Range(0, 3).Select(axis => new Axis(steps[axis], counts[roles[axis].Patient], strides[roles[axis].Patient], roles[axis].Forward))];
        _hu = new short[checked((int)_size.Voxels)];
    }

    /// <summary>Distance of the cells along the patient's axes, mm.</summary>
    public Vector3 CellMm { get; }

    /// <summary>The slices (z) that are asked for.</summary>
    public IEnumerable<int> Slices => Enumerable.Range(0, _axes[2].Count).Select(n => (n * _axes[2].Step) + (_axes[2].Step / 2));

    /// <summary>Everything at once, from a volume in memory.</summary>
    public static CoarseCt Of(Volume<short> ct)
    {
        var sampling = new CoarseSampling(ct.Geometry);
        Parallel.ForEach(sampling.Slices, z => sampling.Add(z, ct.Slice(z)));
        return sampling.Result();
    }

    /// <summary>Takes in one of <see cref="Slices"/>, rows of x in HU.</summary>
    public void Add(int z, ReadOnlySpan<short> slice)
    {
        var (x, y) = (_axes[0], _axes[1]);
        var plane = _axes[2].At(z / _axes[2].Step);
        Span<int> sums = x.Count <= 1024 ? stackalloc int[x.Count] : new int[x.Count];
        for (var j = 0; j < y.Count; j++)
        {
            sums.Clear();
            for (var line = 0; line < y.Step; line++)
            {
                AddRow(slice.Slice(((j * y.Step) + line) * _grid.Size.X, x.Count * x.Step), sums, x.Step);
            }

            var row = plane + y.At(j);
            for (var i = 0; i < x.Count; i++)
            {
                _hu[row + x.At(i)] = (short)(sums[i] / (x.Step * y.Step));
            }
        }
    }

    public CoarseCt Result() => new(_size, CellMm, _hu) { LowestMm = LowestMm(), SectionsAreLevel = AreLevel(_grid) };

    /// <summary>In the middle of the grid's other axes: slices may be oblique.</summary>
    private double LowestMm()
    {
        var at = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var (own, size) = (_axes[axis], ((int[])[_grid.Size.X, _grid.Size.Y, _grid.Size.Z])[axis]);
            var first = own.Forward ? 0 : own.Count - 1;
            at[axis] = own.Stride == _size.X * _size.Y ? (first * own.Step) + ((own.Step - 1) / 2.0) : (size - 1) / 2.0;
        }

        return _grid.ToPatient(at[0], at[1], at[2]).Z;
    }

    private static void AddRow(ReadOnlySpan<short> row, Span<int> sums, int step)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            foreach (var hu in row.Slice(i * step, step))
            {
                // What lies outside the field of view may hold any value below air.
                sums[i] += Math.Max(hu, (short)-1024);
            }
        }
    }

    /// <summary>The patient's axis that each axis of the grid follows, and whether it runs the same way: height first, it matters most.</summary>
    private static (int Patient, bool Forward)[] Roles(GridGeometry grid)
    {
        var directions = Directions(grid);
        var height = Enumerable.Range(0, 3).MaxBy(axis => Math.Abs(directions[axis].Z));
        var across = Enumerable.Range(0, 3).Where(axis => axis != height).MaxBy(axis => Math.Abs(directions[axis].X));
        return [.. Enumerable.Range(0, 3).Select(axis => axis == height ? (2, directions[axis].Z >= 0) : axis == across ? (0, directions[axis].X >= 0) : (1, directions[axis].Y >= 0))];
    }

    private static bool AreLevel(GridGeometry grid) =>
        Directions(grid).Zip(Roles(grid)).All(axis => axis.Second.Patient == 2 || Math.Abs(axis.First.Z) <= Level);

    private static Vector3[] Directions(GridGeometry grid) => [grid.XDirection, grid.YDirection, grid.ZDirection];

    private readonly record struct Axis(int Step, int Count, int Stride, bool Forward)
    {
        public int At(int n) => (Forward ? n : Count - 1 - n) * Stride;
    }
}
