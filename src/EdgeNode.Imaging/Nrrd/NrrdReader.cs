using System.IO.Compression;
using System.Text;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Nrrd;

/// <summary>
/// Reads attached NRRD files (NRRD0001 to NRRD0005), raw or gzip, in either byte order: 3D volumes of the integer and float types that
/// <see cref="Nifti.NiftiReader"/> reads, with space directions in a left-posterior-superior, right-anterior-superior or
/// left-anterior-superior space. Voxels keep the order of the file; geometry becomes LPS millimetres. Source: teem's NRRD format page.
/// </summary>
public static class NrrdReader
{
    private const int LongestHeader = 1 << 20;

    /// <summary>A CT in Hounsfield units, rounded, clamped to int16.</summary>
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

    private static VolumeRefusal? Open(Stream stream, out StoredImage? image, out Stream voxels)
    {
        image = null;
        voxels = new BufferedStream(stream, 1 << 16);
        if (ReadLine(voxels) is not { } magic || !magic.StartsWith("NRRD000", StringComparison.Ordinal))
            return new("NOT_NRRD", "The file is not a NRRD image. Give a .nrrd file.");

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var read = 0;
        while (ReadLine(voxels) is { } line && read < LongestHeader)
        {
            if (line.Length == 0)
            {
                var refusal = NrrdHeader.Read(fields, out image, out var gzip);
                if (gzip)
                    voxels = new GZipStream(voxels, CompressionMode.Decompress);
                return refusal;
            }

            read += line.Length;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
                fields[line[..colon].Trim()] = line[(colon + 2)..].Trim();
        }

        return new("TRUNCATED", "The file ends inside its NRRD header. Copy it again.");
    }

    /// <summary>One header line without its line end; null at the end of the file.</summary>
    private static string? ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Length == LongestHeader)
                return null;
            line.Append((char)next);
        }

        return null;
    }
}
