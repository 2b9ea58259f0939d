using System.IO.Compression;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>How long a deflated data set is when inflated; 0 where nothing is deflated.</summary>
internal static class Inflation
{
    public static long LengthOf(ReadOnlyMemory<byte> input, DicomReadResult result)
    {
        var uid = input.Span.IndexOf("1.2.840.10008.1.2.1.99"u8);
        if (uid < 0 || (result.IsRead && !result.File.TransferSyntax.IsDeflated)) return 0;
        // Where reading failed nobody says where the data set begins: the elements of group 0002 are tried one after the other.
        long longest = 0;
        for (var start = uid + 22; start < Math.Min(input.Length, uid + 1024); start++) longest = Math.Max(longest, Inflated(input[start..]));
        return longest;
    }

    private static long Inflated(ReadOnlyMemory<byte> deflated)
    {
        using var stream = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        long length = 0;
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;) length += read;
        }
        catch (InvalidDataException)
        {
            // Up to here it was a deflated stream.
        }

        return length;
    }
}
