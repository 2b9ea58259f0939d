using System.Buffers.Binary;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Nifti;

/// <summary>The 352 bytes before the voxels of a NIfTI-1 file, little-endian (nifti1.h).</summary>
internal static class NiftiHeaderBytes
{
    private const int Offset = 352;
    private const byte Millimetres = 2;
    private const short ScannerCoordinates = 1;

    public static byte[] Make(GridGeometry geometry, short datatype, short bits)
    {
        var bytes = new byte[Offset];
        var size = geometry.Size;
        BinaryPrimitives.WriteInt32LittleEndian(bytes, NiftiHeader.Length);
        Shorts(bytes, 40, 3, checked((short)size.X), checked((short)size.Y), checked((short)size.Z), 1, 1, 1, 1);
        Shorts(bytes, 70, datatype, bits);
        Floats(bytes, 108, Offset, 1, 0);
        bytes[123] = Millimetres;

        // RAS columns: the signs of the first two LPS axes turn.
        var x = NiftiGeometry.FromRas(geometry.XDirection.X, geometry.XDirection.Y, geometry.XDirection.Z);
        var y = NiftiGeometry.FromRas(geometry.YDirection.X, geometry.YDirection.Y, geometry.YDirection.Z);
        var z = NiftiGeometry.FromRas(geometry.ZDirection.X, geometry.ZDirection.Y, geometry.ZDirection.Z);
        var origin = NiftiGeometry.FromRas(geometry.OriginMm.X, geometry.OriginMm.Y, geometry.OriginMm.Z);
        var spacing = geometry.SpacingMm;
        var handedness = x.Cross(y).Dot(z) < 0 ? -1 : 1;
        Floats(bytes, 76, handedness, spacing.X, spacing.Y, spacing.Z, 1, 1, 1, 1);

        // A quaternion holds no shear: a grid with gantry tilt is described by the sform alone.
        if (Math.Abs(x.Dot(y)) + Math.Abs(y.Dot(z)) + Math.Abs(x.Dot(z)) < 1e-4)
        {
            var (b, c, d) = Quaternion(x, y, z * handedness);
            Shorts(bytes, 252, ScannerCoordinates);
            Floats(bytes, 256, b, c, d, origin.X, origin.Y, origin.Z);
        }

        Shorts(bytes, 254, ScannerCoordinates);
        Floats(bytes, 280, x.X * spacing.X, y.X * spacing.Y, z.X * spacing.Z, origin.X);
        Floats(bytes, 296, x.Y * spacing.X, y.Y * spacing.Y, z.Y * spacing.Z, origin.Y);
        Floats(bytes, 312, x.Z * spacing.X, y.Z * spacing.Y, z.Z * spacing.Z, origin.Z);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        return bytes;
    }

    /// <summary>b, c, d of the unit quaternion with a >= 0 whose rotation matrix has these columns (right-handed).</summary>
    private static (double B, double C, double D) Quaternion(Vector3 x, Vector3 y, Vector3 z)
    {
        var a = 0.5 * Math.Sqrt(Math.Max(0, 1 + x.X + y.Y + z.Z));
        if (a > 0.2)
            return ((y.Z - z.Y) / (4 * a), (z.X - x.Z) / (4 * a), (x.Y - y.X) / (4 * a));

        // Near half turns a is too small to divide by: start from the largest of the others.
        var b = 0.5 * Math.Sqrt(Math.Max(0, 1 + x.X - y.Y - z.Z));
        var c = 0.5 * Math.Sqrt(Math.Max(0, 1 - x.X + y.Y - z.Z));
        var d = 0.5 * Math.Sqrt(Math.Max(0, 1 - x.X - y.Y + z.Z));
        if (b >= c && b >= d)
            (a, c, d) = ((y.Z - z.Y) / (4 * b), (y.X + x.Y) / (4 * b), (z.X + x.Z) / (4 * b));
        else if (c >= d)
            (a, b, d) = ((z.X - x.Z) / (4 * c), (y.X + x.Y) / (4 * c), (z.Y + y.Z) / (4 * c));
        else
            (a, b, c) = ((x.Y - y.X) / (4 * d), (z.X + x.Z) / (4 * d), (z.Y + y.Z) / (4 * d));
        return a < 0 ? (-b, -c, -d) : (b, c, d);
    }

    private static void Shorts(byte[] bytes, int at, params ReadOnlySpan<short> values)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at + (2 * i)), values[i]);
    }

    private static void Floats(byte[] bytes, int at, params ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at + (4 * i)), (float)values[i]);
    }
}
