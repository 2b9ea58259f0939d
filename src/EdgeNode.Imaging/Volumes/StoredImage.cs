using System.Runtime.InteropServices;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Volumes;

/// <summary>How the voxels of an image file are stored: real value = slope * stored + intercept.</summary>
internal sealed record StoredImage(GridGeometry Geometry, StoredType Type, bool BigEndian, double Slope, double Intercept)
{
    /// <summary>One gibivoxel is far beyond any CT and keeps a damaged header from asking for all memory.</summary>
    private const long MostVoxels = 1L << 30;

    /// <summary>Why a grid of this size is not taken, or null.</summary>
    public static VolumeRefusal? RefuseSize(long x, long y, long z)
    {
        if (x < 1 || y < 1 || z < 1)
            return new("BAD_GEOMETRY", $"The header gives {x} x {y} x {z} voxels. Export the image again.");
        if (x < 2 || y < 2 || z < 2)
            return new("ONE_SLICE", $"The image is a single slice ({x} x {y} x {z} voxels). Give the whole volume.");
        if (x > MostVoxels / y / z)
            return new("TOO_LARGE", $"The image has {x} x {y} x {z} voxels, more than a CT. Crop it or check the file.");
        return null;
    }

    /// <summary>Reads the voxels as Hounsfield units, rounded half away from zero and clamped to int16.</summary>
    public VolumeReading<short> ReadHu(Stream stream) => Read<short>(stream, values =>
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return new("NON_FINITE_VOXELS", "The image holds NaN or infinity. Replace them by air (-1000 HU or lower) and try again.");
        }

        return null;
    }, value => (short)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue));

    /// <summary>Reads the voxels as labels: whole numbers from 0 to 255, everything else is refused.</summary>
    public VolumeReading<byte> ReadLabels(Stream stream) => Read<byte>(stream, values =>
    {
        foreach (var value in values)
        {
            if (!(value >= 0 && value <= byte.MaxValue && value == Math.Floor(value)))
                return new("NOT_LABELS", "The image holds values that are not whole numbers from 0 to 255. Give a label image.");
        }

        return null;
    }, value => (byte)value);

    private VolumeReading<T> Read<T>(Stream stream, Refuse refuse, Func<double, T> convert)
        where T : unmanaged
    {
        var volume = Volume.Allocate<T>(Geometry);
        try
        {
            if ((IsStoredAs<T>() ? Copy(stream, volume.Span) : Convert(stream, volume.Span, refuse, convert)) is { } refusal)
                return refusal;

            // Reading to the end makes the decompressor compare the checksum behind the last block.
            var rest = new byte[4096];
            while (stream.Read(rest) > 0)
            {
            }
        }
        catch (InvalidDataException)
        {
            return new VolumeRefusal("CORRUPT_COMPRESSION", "The compressed voxels are damaged or cut short. Copy the file again.");
        }

        return volume;
    }

    /// <summary>True where the stored bytes are the volume's voxels as they are.</summary>
    private bool IsStoredAs<T>() =>
        Slope == 1 && Intercept == 0 && !(BigEndian && Type.Bytes() > 1)
        && Type == (typeof(T) == typeof(byte) ? StoredType.UInt8 : StoredType.Int16);

    private VolumeRefusal? Copy<T>(Stream stream, Span<T> voxels)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(voxels);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read < bytes.Length ? Truncated(read / Type.Bytes()) : null;
    }

    private VolumeRefusal? Convert<T>(Stream stream, Span<T> voxels, Refuse refuse, Func<double, T> convert)
    {
        var row = new byte[Geometry.Size.X * Type.Bytes()];
        var values = new double[Geometry.Size.X];
        for (var start = 0; start < voxels.Length; start += values.Length)
        {
            if (stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                return Truncated(start);

            StoredRow.Decode(row, Type, BigEndian, values);
            foreach (ref var value in values.AsSpan())
                value = (value * Slope) + Intercept;

            if (refuse(values) is { } refusal)
                return refusal;

            for (var x = 0; x < values.Length; x++)
                voxels[start + x] = convert(values[x]);
        }

        return null;
    }

    private VolumeRefusal Truncated(int voxels) =>
        new("TRUNCATED", $"The file ends after {voxels} of {Geometry.Size.Voxels} voxels. Copy it again.");

    private delegate VolumeRefusal? Refuse(ReadOnlySpan<double> values);
}
