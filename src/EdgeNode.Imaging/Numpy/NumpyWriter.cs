using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Numpy;

/// <summary>
/// Writes volumes as one float32 array [channel, z, y, x] in a compressed NumPy archive (NEP 1: format 1.0, little-endian, C order), as
/// <c>numpy.savez_compressed</c> does. The bytes carry no time of writing, so equal arrays give equal files.
/// </summary>
public static class NumpyWriter
{
    // Magic, version and length take 10 bytes; the header ends on a multiple of 64.
    private const int Fixed = 10;
    private const int Alignment = 64;

    /// <param name="channels">Volumes of one size.</param>
    /// <param name="name">Name of the array in the archive.</param>
    /// <param name="path">The file appears under its name only when it is complete.</param>
    public static void Write(IReadOnlyList<Volume<float>> channels, string name, string path)
    {
        var partial = path + ".partial";
        using (var archive = new ZipArchive(File.Create(partial), ZipArchiveMode.Create))
        {
            var entry = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest);
            entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var array = entry.Open();
            array.Write(Header(channels));
            foreach (var channel in channels)
            {
                for (var z = 0; z < channel.Size.Z; z++)
                {
                    array.Write(MemoryMarshal.AsBytes(channel.Slice(z)));
                }
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    private static byte[] Header(IReadOnlyList<Volume<float>> channels)
    {
        var size = channels[0].Size;
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({channels.Count}, {size.Z}, {size.Y}, {size.X}), }}";
        var length = ((Fixed + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - Fixed;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1)), (byte)'\n'];
    }
}
