using System.Collections.Concurrent;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// The plane between the patient's left and right, slice by slice: patient x of the body's centroid. Each slice is looked at once,
/// whatever the number of nodes in it.
/// </summary>
internal sealed class BodyMidplane(BodySections sections)
{
    private const double MidlineMm = 5;
    private const int Neighbours = 2;
    private readonly ConcurrentDictionary<int, double?> _patientX = new();

    /// <summary>The side of a point (LPS, mm) relative to the plane in a slice.</summary>
    public NodeSide SideOf(Vector3 point, int z) => (point.X - At(z)) switch
    {
        > MidlineMm => NodeSide.Left,
        < -MidlineMm => NodeSide.Right,
        _ => NodeSide.Midline,
    };

    /// <summary>Where the slice shows no body, the mean of the two slices to either side, then the middle of the grid.</summary>
    private double At(int z)
    {
        if (InSlice(z) is { } here)
            return here;

        var ct = sections.Ct;
        var (first, last) = (Math.Max(0, z - Neighbours), Math.Min(ct.Size.Z - 1, z + Neighbours));
        return Enumerable.Range(first, last - first + 1).Average(InSlice)
            ?? ct.Geometry.ToPatient((ct.Size.X - 1) / 2.0, (ct.Size.Y - 1) / 2.0, z).X;
    }

    private double? InSlice(int z) => _patientX.GetOrAdd(
        z,
        static (slice, of) => BodySection.Centroid(BodySection.Largest(of.Parts(slice)), of.Ct.Size.X) is { } body ? of.Ct.Geometry.ToPatient(body.X, body.Y, slice).X : null,
        sections);
}
