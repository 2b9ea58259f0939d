using System.IO.Compression;
using System.Runtime.InteropServices;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Nifti;

/// <summary>
/// Writes NIfTI-1 single files, gzip where the name ends in <c>.gz</c>: voxels in the volume's own order, sform and qform in millimetres.
/// The bytes depend on the volume only (no time stamps), so equal results give equal files.
/// </summary>
public static class NiftiWriter
{
    /// <summary>Labels as uint8. The file appears under its name only when it is complete.</summary>
    public static void Write(Volume<byte> labels, string path) => ToFile(path, (stream, gzip) => Write(labels, stream, gzip));

    /// <summary>Hounsfield units as int16. The file appears under its name only when it is complete.</summary>
    public static void Write(Volume<short> ct, string path) => ToFile(path, (stream, gzip) => Write(ct, stream, gzip));

    public static void Write(Volume<byte> labels, Stream stream, bool gzip) => Write(labels, 2, stream, gzip ? CompressionLevel.Optimal : null);

    /// <inheritdoc cref="Write(Volume{byte}, Stream, bool)"/>
    public static void Write(Volume<short> ct, Stream stream, bool gzip) => Write(ct, 4, stream, gzip ? CompressionLevel.Fastest : null);

    private static void ToFile(string path, Action<Stream, bool> write)
    {
        var partial = path + ".partial";
        using (var file = File.Create(partial))
            write(file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        File.Move(partial, path, overwrite: true);
    }

    private static void Write<T>(Volume<T> volume, short datatype, Stream stream, CompressionLevel? level)
        where T : unmanaged
    {
        using var compressed = level is { } l ? new GZipStream(stream, l, leaveOpen: true) : null;
        var target = compressed ?? stream;
        target.Write(NiftiHeaderBytes.Make(volume.Geometry, datatype, (short)(8 * Marshal.SizeOf<T>())));
        for (var z = 0; z < volume.Size.Z; z++)
        {
            // As they lie in memory: the box runs on little-endian machines only (x64, arm64), and the header says little-endian.
            target.Write(MemoryMarshal.AsBytes(volume.Slice(z)));
        }
    }
}
