using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels;

/// <summary>The image of the streams in Streams/, and data sets around compressed streams.</summary>
internal static class SyntheticImage
{
    public const int Columns = 24;
    public const int Rows = 20;

    public static int[] Values => [.. Enumerable.Range(0, Rows * Columns).Select(i => At(i % Columns, i / Columns))];

    public static int At(int x, int y) => (((x * x * 7) + (y * 131) + (x * y * 3)) % 4000) - 1000;

    public static byte[] Stream(string name)
    {
        using var resource = typeof(SyntheticImage).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A CT slice of compressed frames, one fragment each, without an offset table.</summary>
    public static DicomDataset Compressed(int bits, bool isSigned, params IReadOnlyList<byte[]> frames) =>
        TestFiles.CtSlice(1, Rows, Columns)
            .Set(Tags.NumberOfFrames, frames.Count)
            .Set(Tags.BitsAllocated, bits <= 8 ? 8 : 16)
            .Set(Tags.BitsStored, bits)
            .Set(Tags.HighBit, bits - 1)
            .Set(Tags.PixelRepresentation, isSigned ? 1 : 0)
            .SetFragments(Tags.PixelData, [default, .. frames.Select(frame => (ReadOnlyMemory<byte>)Even(frame))]);

    public static StoredValuesResult Decode(DicomDataset image, TransferSyntax syntax) => StoredValues.From(File(image, syntax));

    public static DicomFile File(DicomDataset image, TransferSyntax syntax) =>
        DicomReader.Read(TestFiles.Bytes(image, new WriteOptions { TransferSyntax = syntax })).File!;

    public static int[] All(StoredValues values) => [.. Enumerable.Range(0, values.Description.Count).Select(i => values[i])];

    private static byte[] Even(byte[] stream) => (stream.Length & 1) == 0 ? stream : [.. stream, 0];
}
