using System.Buffers;
using System.IO.Compression;

namespace EdgeNode.Dicom.Files;

/// <summary>Deflated data sets (PS3.5 A.5), inflated into memory within a limit.</summary>
internal static class Deflated
{
    private const long Limit = 512 * 1024 * 1024;

    // Images deflate to a half or a third, empty ones to a thousandth; half a megabyte that becomes half a gigabyte is no image.
    private const long AlwaysAllowed = 64 * 1024 * 1024;
    private const int AllowedRatio = 32;
    private const int BufferBytes = 64 * 1024;

    public static (ReadOnlyMemory<byte> Bytes, string? Reason, string? Detail) Inflate(ReadOnlyMemory<byte> deflated)
    {
        using var source = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var limit = Math.Min(Limit, AlwaysAllowed + ((long)deflated.Length * AllowedRatio));
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                if (target.Length + read > limit) return (default, ReadReasons.TooLarge, $"The deflated data set is over the limit of {limit} bytes.");
                target.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return (default, ReadReasons.Malformed, "The data set is not a deflated stream.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (target.GetBuffer().AsMemory(0, (int)target.Length), null, null);
    }
}
