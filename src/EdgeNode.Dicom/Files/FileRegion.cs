namespace EdgeNode.Dicom.Files;

/// <summary>Where a Part 10 file image lies: a file of its own, or a stretch of a larger file that holds many.</summary>
/// <param name="Path">The file on disk.</param>
/// <param name="Offset">First byte of the image (its preamble).</param>
/// <param name="Length">Bytes of the image.</param>
public readonly record struct FileRegion(string Path, long Offset, long Length)
{
    /// <summary>All of a file.</summary>
    /// <exception cref="IOException">The file is not there.</exception>
    public static FileRegion Whole(string path) => new(path, 0, new FileInfo(path).Length);
}
