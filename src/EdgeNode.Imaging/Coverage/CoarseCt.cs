using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Coverage;

/// <summary>A CT on cells of a few millimetres along the patient's axes: x to the left, y to the back, z to the head, whatever the order of the file.</summary>
/// <param name="Size">Cells along the patient's axes.</param>
/// <param name="CellMm">Their distance along the patient's axes, mm.</param>
/// <param name="Hu">x fastest, z slowest.</param>
public sealed record CoarseCt(GridSize Size, Vector3 CellMm, short[] Hu)
{
    /// <summary>Where the middle of the lowest section lies along the patient's z (LPS, mm).</summary>
    public double LowestMm { get; init; }

    /// <summary>Every section lies at one height of the patient within ten degrees: what lies above a section lies above all of it.</summary>
    public bool SectionsAreLevel { get; init; }

    internal double CellMm2 => CellMm.X * CellMm.Y;

    internal ReadOnlySpan<short> Section(int z) => Hu.AsSpan(z * Size.SliceVoxels, Size.SliceVoxels);
}
