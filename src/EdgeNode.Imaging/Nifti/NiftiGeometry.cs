using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Nifti;

/// <summary>Takes a NIfTI-1 header's place in the patient over from RAS to LPS (nifti1.h, methods 2 and 3).</summary>
internal static class NiftiGeometry
{
    /// <summary>
    /// The sform where it is set, else the qform. Spacing is pixdim (float32 widened), as nnU-Net reads it.
    /// Null where the numbers span no grid; the caller has seen to it that one of the two forms is set.
    /// </summary>
    public static GridGeometry? Read(NiftiHeader header)
    {
        var size = new GridSize(header.Dim(1), header.Dim(2), header.Dim(3));
        var mm = MillimetresPerUnit(header.Units);
        var spacing = new Vector3(Math.Abs(header.PixDim(1)), Math.Abs(header.PixDim(2)), Math.Abs(header.PixDim(3))) * mm;
        if (header.SformCode > 0)
        {
            return GridAxes.FromColumns(
                size, SformColumn(header, 0) * mm, SformColumn(header, 1) * mm, SformColumn(header, 2) * mm, SformColumn(header, 3) * mm, spacing);
        }

        var (x, y, z) = Rotation(header.Qform(0), header.Qform(1), header.Qform(2));
        var handedness = header.PixDim(0) < 0 ? -1 : 1;
        return GridAxes.FromColumns(
            size, x * spacing.X, y * spacing.Y, z * (spacing.Z * handedness), FromRas(header.Qform(3), header.Qform(4), header.Qform(5)) * mm, spacing);
    }

    /// <summary>RAS to LPS and back: the first two axes change their sign.</summary>
    public static Vector3 FromRas(double r, double a, double s) => new(-r, -a, s);

    private static Vector3 SformColumn(NiftiHeader header, int column) =>
        FromRas(header.Sform(0, column), header.Sform(1, column), header.Sform(2, column));

    /// <summary>Columns of the quaternion's rotation matrix, in LPS.</summary>
    private static (Vector3 X, Vector3 Y, Vector3 Z) Rotation(double b, double c, double d)
    {
        var a = Math.Sqrt(Math.Max(0, 1 - ((b * b) + (c * c) + (d * d))));
        return (
            FromRas((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c))),
            FromRas(2 * ((b * c) - (a * d)), (a * a) + (c * c) - (b * b) - (d * d), 2 * ((c * d) + (a * b))),
            FromRas(2 * ((b * d) + (a * c)), 2 * ((c * d) - (a * b)), (a * a) + (d * d) - (b * b) - (c * c)));
    }

    /// <summary>xyzt_units: 1 metre, 3 micrometre, 2 or unstated millimetre.</summary>
    private static double MillimetresPerUnit(byte units) => (units & 7) switch
    {
        1 => 1000,
        3 => 0.001,
        _ => 1,
    };
}
