using System.IO.Compression;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>How long a deflated data set is when inflated; 0 where nothing is deflated.</summary>
internal static class Inflation
{
    public static long LengthOf(ReadOnlyMemory<byte> input)
    {
        if (FilePreface.FirstElement(input.Span) is not { } start) return 0;
        var meta = new DicomDataset();
        var parser = new DataSetParser(input, TransferSyntax.ExplicitVrLittleEndian, false, new(input.Length));
        return parser.Parse(meta, start, FileMeta.Group).Reason is null && meta.GetString(Tags.TransferSyntaxUID) == TransferSyntax.DeflatedExplicitVrLittleEndian.Uid
            ? Inflated(input[parser.Position..])
            : 0;
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
