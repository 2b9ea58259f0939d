using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Tests.Pixels.Codecs;

namespace EdgeNode.Dicom.Tests.Pixels;

/// <summary>Frames from fragments, in every way PS3.5 A.4 allows, and with tables that lie.</summary>
public sealed class FrameStreamsTests
{
    private static readonly ushort[][] Values = [.. Enumerable.Range(0, 3).Select(frame => SyntheticImage.Values.Select(value => (ushort)(value + 2000 + (7 * frame))).ToArray())];

    private static readonly byte[][] Streams = [.. Values.Select(values => Even(new JpegLosslessEncoder(16, 4).Encode(values, SyntheticImage.Rows, SyntheticImage.Columns)))];

    [Theory]
    [InlineData("one fragment a frame")]
    [InlineData("basic table")]
    [InlineData("extended table")]
    [InlineData("no table")]
    [InlineData("lying table")]
    public void Every_frame_is_found(string form)
    {
        var isSplit = form != "one fragment a frame";
        var fragments = isSplit ? Streams.SelectMany(stream => Split(stream, 3)).ToList() : [.. Streams.Select(stream => (ReadOnlyMemory<byte>)stream)];
        var offsets = Offsets();
        var image = SyntheticImage.Compressed(16, false, Streams);
        if (form == "extended table") image.Set(Tags.ExtendedOffsetTable, Vr.OV, Table(offsets, 8));
        var table = form switch { "basic table" => Table(offsets, 4), "lying table" => Table([0, 5, 11], 4), _ => [] };
        var decoded = SyntheticImage.Decode(image.SetFragments(Tags.PixelData, [table, .. fragments]), TransferSyntax.JpegLossless);
        Assert.True(decoded.IsDecoded, decoded.Detail);
        Assert.Equal(Values.SelectMany(values => values.Select(value => (int)value)), SyntheticImage.All(decoded.Values));

        long[] Offsets()
        {
            var (starts, at) = (new List<long>(), 0L);
            foreach (var stream in Streams)
            {
                starts.Add(at);
                at += Split(stream, isSplit ? 3 : 1).Sum(fragment => 8L + fragment.Length);
            }

            return [.. starts];
        }
    }

    [Fact]
    public void More_frames_than_fragments_are_refused()
    {
        var image = SyntheticImage.Compressed(16, false, Streams).Set(Tags.NumberOfFrames, 4);
        Assert.Equal(PixelReasons.PixelDataCorrupt, SyntheticImage.Decode(image, TransferSyntax.JpegLossless).Reason);
    }

    [Fact]
    public void Frames_that_cannot_be_told_apart_are_refused()
    {
        var cut = Streams.SelectMany(stream => Split(stream, 2)).ToArray();
        var image = SyntheticImage.Compressed(16, false, Streams).Set(Tags.NumberOfFrames, 4).SetFragments(Tags.PixelData, [default, .. cut]);
        Assert.Equal(PixelReasons.PixelDataCorrupt, SyntheticImage.Decode(image, TransferSyntax.JpegLossless).Reason);
    }

    [Fact]
    public void Pixel_data_that_is_not_encapsulated_although_its_syntax_says_so_is_refused()
    {
        var bytes = TestFiles.Bytes(TestFiles.CtSlice());
        var uid = bytes.AsSpan().IndexOf("1.2.840.10008.1.2.1\0"u8);
        "1.2.840.10008.1.2.5\0"u8.CopyTo(bytes.AsSpan(uid));
        Assert.Equal(PixelReasons.PixelDataCorrupt, StoredValues.From(DicomReader.Read(bytes).File!).Reason);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(byte[] stream, int parts)
    {
        var size = ((stream.Length / parts) + 1) & ~1;
        for (var at = 0; at < stream.Length; at += size) yield return stream.AsMemory(at, Math.Min(size, stream.Length - at));
    }

    private static byte[] Table(long[] offsets, int width)
    {
        var table = new byte[offsets.Length * width];
        for (var i = 0; i < offsets.Length; i++)
        {
            if (width == 8) BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(8 * i), offsets[i]);
            else BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(4 * i), (int)offsets[i]);
        }

        return table;
    }

    private static byte[] Even(byte[] stream) => (stream.Length & 1) == 0 ? stream : [.. stream, 0];
}
