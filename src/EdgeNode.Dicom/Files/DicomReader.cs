using System.Globalization;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>How much of a file to read.</summary>
public enum ReadScope
{
    /// <summary>Everything.</summary>
    Whole,

    /// <summary>Up to the top-level pixel data. From a path only as many bytes are read as that takes.</summary>
    Header,
}

/// <summary>
/// Reads DICOM files (PS3.10) and bare data sets: implicit and explicit VR, little and big endian, deflated; encapsulated pixel data as
/// fragments. What a file holds never throws: it reads or gives a reason. The file system's own failures throw <see cref="IOException"/>.
/// </summary>
public static class DicomReader
{
    private const int FirstHeaderBytes = 32 * 1024;

    /// <summary>Reads a file from disk.</summary>
    public static DicomReadResult ReadFile(string path, ReadScope scope = ReadScope.Whole) => ReadFile(FileRegion.Whole(path), scope);

    /// <summary>Reads a file that lies in a stretch of a larger one; byte offsets of the result count from its start.</summary>
    public static DicomReadResult ReadFile(FileRegion region, ReadScope scope = ReadScope.Whole)
    {
        using var handle = File.OpenHandle(region.Path);
        if (scope == ReadScope.Whole && region.Length > Array.MaxLength) return TooLarge(region.Length);
        var take = scope == ReadScope.Whole ? region.Length : Math.Min(region.Length, FirstHeaderBytes);
        while (true)
        {
            var bytes = ReadPrefix(handle, region.Offset, take);
            var result = Read(bytes, scope, region.Length);
            // A prefix that ended too early says nothing about the file: take more.
            var isEnough = take == region.Length || (result.IsRead ? result.File.IsHeaderOnly : result.Reason != ReadReasons.Truncated);
            if (isEnough) return result;
            take = Math.Min(region.Length, take * 8);
            if (take > Array.MaxLength) return TooLarge(region.Length);
        }
    }

    /// <summary>Reads a file whole into the caller's memory, on which the values of the result are windows; <paramref name="memory"/> is at least as long as the file.</summary>
    public static DicomReadResult ReadInto(FileRegion region, Memory<byte> memory)
    {
        using var handle = File.OpenHandle(region.Path);
        var bytes = memory[..(int)region.Length];
        var filled = 0;
        for (int read; filled < bytes.Length && (read = RandomAccess.Read(handle, bytes.Span[filled..], region.Offset + filled)) > 0;) filled += read;
        return Read(bytes[..filled]);
    }

    /// <summary>
    /// The header of a file of <paramref name="fileLength"/> bytes of which only the first are at hand. <see cref="ReadReasons.Truncated"/>
    /// may mean no more than that the header is longer than they are: read it from disk then.
    /// </summary>
    public static DicomReadResult ReadHeader(ReadOnlyMemory<byte> firstBytes, long fileLength) => Read(firstBytes, ReadScope.Header, fileLength);

    /// <summary>Reads a file held in memory; values of the result are windows on <paramref name="bytes"/>.</summary>
    public static DicomReadResult Read(ReadOnlyMemory<byte> bytes, ReadScope scope = ReadScope.Whole) => Read(bytes, scope, bytes.Length);

    private static DicomReadResult Read(ReadOnlyMemory<byte> bytes, ReadScope scope, long fileLength)
    {
        if (FilePreface.FirstElement(bytes.Span) is not { } start) return DicomReadResult.Failure(ReadReasons.NotDicom, "Not a DICOM file: no preamble and no data set at byte 0.");
        var meta = new DicomDataset();
        var metaParser = new DataSetParser(bytes, TransferSyntax.ExplicitVrLittleEndian, false, new(fileLength));
        var outcome = metaParser.Parse(meta, start, whileGroup: 0x0002);
        if (outcome.Reason is not null) return DicomReadResult.Failure(outcome.Reason, outcome.Detail!);

        var offset = metaParser.Position;
        var declared = meta.GetString(Tags.TransferSyntaxUID) is { } uid ? TransferSyntax.FindOrAssume(uid) : null;
        var syntax = FilePreface.Encoding(bytes.Span[offset..], declared);
        var content = bytes;
        var contentStart = offset;
        if (syntax.IsDeflated)
        {
            if (fileLength > bytes.Length) return DicomReadResult.Failure(ReadReasons.Truncated, "Deflated data sets are read whole.");
            var inflated = Deflated.Inflate(bytes[offset..]);
            if (inflated.Reason is not null) return DicomReadResult.Failure(inflated.Reason, inflated.Detail!);
            (content, contentStart, fileLength) = (inflated.Bytes, 0, inflated.Bytes.Length);
        }

        var dataSet = new DicomDataset();
        var parser = new DataSetParser(content, syntax, scope == ReadScope.Header, new(fileLength));
        outcome = parser.Parse(dataSet, contentStart);
        if (outcome.Reason is not null) return DicomReadResult.Failure(outcome.Reason, outcome.Detail!);
        if (parser.PixelData is { } pixels && pixels.Offset + pixels.Length > fileLength)
        {
            return DicomReadResult.Failure(ReadReasons.Truncated, string.Create(CultureInfo.InvariantCulture, $"Pixel data of {pixels.Length} bytes at byte {pixels.Offset} is longer than the file."));
        }

        return DicomReadResult.Success(new(meta, dataSet, syntax, offset, parser.PixelData, parser.StoppedBeforePixelData));
    }

    private static byte[] ReadPrefix(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long offset, long count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        var filled = 0;
        while (filled < bytes.Length)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(filled), offset + filled);
            if (read == 0) return bytes[..filled];
            filled += read;
        }

        return bytes;
    }

    private static DicomReadResult TooLarge(long length) =>
        DicomReadResult.Failure(ReadReasons.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The file of {length} bytes is over the limit of {Array.MaxLength}."));
}
