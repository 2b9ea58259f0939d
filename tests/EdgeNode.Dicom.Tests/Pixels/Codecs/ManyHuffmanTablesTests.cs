using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>A Huffman table of 18 bytes becomes a look-up of 128 KiB; a stream of nothing else must not become gigabytes.</summary>
public sealed class ManyHuffmanTablesTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(20_000)]
    public void Tables_defined_again_and_again_take_no_more_memory(int tables)
    {
        byte[] frame = [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 8, 0, 8, 1, 0, 0x11, 0];
        byte[] table = [0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0];
        byte[] stream = [.. frame, .. Enumerable.Repeat(table, tables).SelectMany(bytes => bytes)];
        var file = DicomReader.Read(FileSeeds.Encapsulated(SampleSlice.Create(8, 8, 16, 12, isSigned: false), TransferSyntax.JpegLossless, [default, stream])).File!;
        StoredValues.From(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(PixelReasons.PixelDataCorrupt, StoredValues.From(file).Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 768 * 1024);
    }
}
