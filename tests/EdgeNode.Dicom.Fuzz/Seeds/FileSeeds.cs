using System.IO.Compression;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>Files in every form the reader knows: explicit and implicit, with and without preamble and meta information, deflated, big endian, encapsulated, bare.</summary>
internal static class FileSeeds
{
    private static readonly string[] CharacterSets = ["ISO_IR 100", "ISO_IR 192", "GB18030", "\\ISO 2022 IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87", "\\ISO 2022 IR 149", "\\ISO 2022 IR 58", "ISO_IR 166"];

    public static IEnumerable<byte[]> All()
    {
        var slice = SampleSlice.Create();
        foreach (var set in (DicomDataset[])[slice, .. CharacterSets.Select(SampleSlice.Varied)])
        {
            yield return File(set);
            yield return File(set, new() { UndefinedSequenceLengths = true });
            yield return File(set, new() { TransferSyntax = TransferSyntax.ImplicitVrLittleEndian });
            yield return File(set, new() { TransferSyntax = TransferSyntax.ImplicitVrLittleEndian, UndefinedSequenceLengths = true });
            yield return Bare(set, isExplicit: true);
            yield return Bare(set, isExplicit: false);
            yield return Deflate(set);
            yield return BigEndian.File(set);
        }

        var fragments = (ReadOnlyMemory<byte>[])[new byte[4], new byte[] { 1, 2, 3, 4 }, new byte[] { 5, 6 }];
        foreach (var syntax in (TransferSyntax[])[TransferSyntax.RleLossless, TransferSyntax.JpegLosslessSv1, TransferSyntax.Jpeg2000Lossless])
        {
            yield return Encapsulated(slice, syntax, fragments);
        }
    }

    public static byte[] File(DicomDataset dataSet, WriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        DicomWriter.Write(stream, dataSet, options);
        return stream.ToArray();
    }

    /// <summary>The data set with its pixel data replaced by fragments; the first is the offset table.</summary>
    public static byte[] Encapsulated(DicomDataset dataSet, TransferSyntax syntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        var copy = new DicomDataset(dataSet.Elements.Select(element => element.Tag == Tags.PixelData ? new(element.Tag, Vr.OB, fragments) : element));
        return File(copy, new() { TransferSyntax = syntax });
    }

    private static byte[] Bare(DicomDataset dataSet, bool isExplicit)
    {
        using var stream = new MemoryStream();
        new DataSetEncoder(isExplicit, undefinedLengths: true).Write(stream, dataSet);
        return stream.ToArray();
    }

    private static byte[] Deflate(DicomDataset dataSet)
    {
        using var stream = new MemoryStream();
        stream.Write(FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.DeflatedExplicitVrLittleEndian.Uid));
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(Bare(dataSet, isExplicit: true));
        return stream.ToArray();
    }
}
