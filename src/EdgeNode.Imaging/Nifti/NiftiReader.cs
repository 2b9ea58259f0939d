using System.IO.Compression;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Nifti;

/// <summary>
/// Reads NIfTI-1 single files, plain or gzip (told by content, not by name), in either byte order: 3D volumes of uint8, int8, int16,
/// uint16, int32, float32 or float64. Voxels keep the order of the file (x fastest); the geometry becomes LPS millimetres, from the
/// sform, else from the qform. Source: nifti1.h. An unsuitable file is a value with a reason code; a missing one throws. Streams must seek.
/// </summary>
public static class NiftiReader
{
    /// <summary>A CT in Hounsfield units: scl_slope and scl_inter applied, rounded, clamped to int16.</summary>
    public static VolumeReading<short> ReadHu(string path)
    {
        using var file = File.OpenRead(path);
        return ReadHu(file);
    }

    /// <inheritdoc cref="ReadHu(string)"/>
    public static VolumeReading<short> ReadHu(Stream stream) =>
        Open(stream, out var image, out var voxels) is { } refusal ? refusal : image!.ReadHu(voxels);

    /// <summary>A label image: every voxel a whole number from 0 to 255.</summary>
    public static VolumeReading<byte> ReadLabels(string path)
    {
        using var file = File.OpenRead(path);
        return ReadLabels(file);
    }

    /// <inheritdoc cref="ReadLabels(string)"/>
    public static VolumeReading<byte> ReadLabels(Stream stream) =>
        Open(stream, out var image, out var voxels) is { } refusal ? refusal : image!.ReadLabels(voxels);

    /// <summary>Reads the header and leaves <paramref name="voxels"/> at the first voxel.</summary>
    private static VolumeRefusal? Open(Stream stream, out StoredImage? image, out Stream voxels)
    {
        image = null;
        voxels = Uncompressed(stream);
        var bytes = new byte[NiftiHeader.Length];
        try
        {
            if (voxels.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                return NotNifti;

            var header = new NiftiHeader(bytes, bigEndian: false);
            if (header.HeaderSize is not (NiftiHeader.Length or Nifti2Length))
                header = new NiftiHeader(bytes, bigEndian: true);
            if (Refuse(header) is { } refusal)
                return refusal;

            if (NiftiGeometry.Read(header) is not { } geometry)
                return new("BAD_GEOMETRY", "The orientation or spacing in the NIfTI header is not usable. Export the image again.");

            var scaled = float.IsFinite(header.Slope) && header.Slope != 0 && float.IsFinite(header.Intercept);
            image = new(geometry, NiftiDatatype.Find(header.Datatype)!.Value, header.BigEndian, scaled ? header.Slope : 1, scaled ? header.Intercept : 0);
            return Skip(voxels, (long)header.VoxelOffset - NiftiHeader.Length);
        }
        catch (InvalidDataException)
        {
            return NotNifti;
        }
    }

    private const int Nifti2Length = 540;

    private static VolumeRefusal NotNifti => new("NOT_NIFTI", "The file is not a NIfTI image. Give a .nii or .nii.gz file.");

    private static VolumeRefusal? Refuse(NiftiHeader header)
    {
        if (header.HeaderSize == Nifti2Length)
            return new("UNSUPPORTED_VARIANT", "The file is NIfTI-2. Save it as NIfTI-1.");
        if (header.HeaderSize != NiftiHeader.Length)
            return NotNifti;
        if (header.Magic.SequenceEqual("ni1\0"u8))
            return new("UNSUPPORTED_VARIANT", "The voxels are in a separate .img file. Save the image as one .nii file.");
        if (!header.Magic.SequenceEqual("n+1\0"u8) || header.Dim(0) is < 1 or > 7 || !(header.VoxelOffset >= NiftiHeader.Length && header.VoxelOffset < 1e9))
            return NotNifti;

        for (var i = 4; i <= header.Dim(0); i++)
        {
            if (header.Dim(i) > 1)
                return new("NOT_3D", $"The image has {header.Dim(0)} dimensions. Give one 3D volume.");
        }

        var depth = header.Dim(0) < 3 ? 1 : header.Dim(3);
        if (StoredImage.RefuseSize(header.Dim(1), header.Dim(0) < 2 ? 1 : header.Dim(2), depth) is { } size)
            return size;
        if (NiftiDatatype.Find(header.Datatype) is null)
            return new("UNSUPPORTED_DATATYPE", $"NIfTI datatype {header.Datatype} is not read. Save the image as int16 (CT) or uint8 (labels).");
        if (header.SformCode <= 0 && header.QformCode <= 0)
            return new("NO_ORIENTATION", "Neither sform nor qform is set, so left and right are not known. Export the image with its orientation.");
        return null;
    }

    private static VolumeRefusal? Skip(Stream stream, long bytes)
    {
        var buffer = new byte[4096];
        while (bytes > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(bytes, buffer.Length));
            if (read == 0)
                return new("TRUNCATED", "The file ends before its first voxel. Copy it again.");
            bytes -= read;
        }

        return null;
    }

    private static Stream Uncompressed(Stream stream)
    {
        var start = stream.Position;
        var buffered = new BufferedStream(stream, 1 << 16);
        var (first, second) = (buffered.ReadByte(), buffered.ReadByte());
        buffered.Position = start;
        return (first, second) == (0x1f, 0x8b) ? new GZipStream(buffered, CompressionMode.Decompress) : buffered;
    }
}
