using System.IO.Compression;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>Real files of a folder that lies beside the checkout, also inside its zips. Read for the run, never stored.</summary>
internal static class RealSeeds
{
    private const int WholeUpTo = 64 * 1024;
    private const int BytesOfPixels = 64;

    /// <summary>Small files whole, of larger ones the header and the first bytes of their pixel data.</summary>
    public static IEnumerable<byte[]> Headers(string folder) => Files(folder).Select(Cut).Where(bytes => bytes.Length is > 0 and <= WholeUpTo).DistinctBy(Convert.ToHexString);

    /// <summary>Files that hold an image and are small as a whole.</summary>
    public static IEnumerable<byte[]> SmallImages(string folder) =>
        Files(folder).Where(bytes => bytes.Length <= WholeUpTo && DicomReader.Read(bytes, ReadScope.Header) is { IsRead: true, File.PixelData: not null });

    private static byte[] Cut(byte[] bytes)
    {
        if (bytes.Length <= WholeUpTo) return bytes;
        var header = DicomReader.Read(bytes, ReadScope.Header);
        return header is { IsRead: true, File.PixelData: { } pixels, File.TransferSyntax.IsDeflated: false } ? bytes[..(int)Math.Min(bytes.Length, pixels.Offset + BytesOfPixels)] : bytes[..WholeUpTo];
    }

    private static IEnumerable<byte[]> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Entries).Where(IsDicom);

    private static IEnumerable<byte[]> Entries(string path)
    {
        if (!path.EndsWith(".zip", StringComparison.Ordinal))
        {
            yield return File.ReadAllBytes(path);
            yield break;
        }

        using var zip = ZipFile.OpenRead(path);
        // Slices of one series hardly differ: a few of each are enough.
        foreach (var entry in zip.Entries.Where(entry => entry.Length > 0).Where((_, i) => i % 8 == 0))
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            yield return copy.ToArray();
        }
    }

    private static bool IsDicom(byte[] bytes) => DicomReader.Read(bytes, ReadScope.Header) is var read && (read.IsRead || read.Reason != ReadReasons.NotDicom);
}
