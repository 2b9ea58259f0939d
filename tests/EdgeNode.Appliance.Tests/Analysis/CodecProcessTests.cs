using System.Diagnostics;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>Native decoding in worker processes of the program, with streams that end such a process.</summary>
public sealed class CodecProcessTests : IDisposable
{
    private readonly byte[] _stream = Stream();

    /// <summary>Changing this byte of the stream to FF makes OpenJPEG 2.5.0 end the process (an assertion on the first byte of a MEL segment).</summary>
    private const int DeadlyByte = 504;

    [Fact]
    public void A_stream_that_ends_its_decoder_is_corrupt_and_the_next_frame_is_decoded()
    {
        CodecProcess.Command = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edgenode"), ["decode-frames"]);
        var damaged = (byte[])_stream.Clone();
        damaged[DeadlyByte] = 0xFF;
        for (var round = 0; round < 3; round++)
        {
            var corrupt = Decode(damaged);
            Assert.Equal(PixelReasons.PixelDataCorrupt, corrupt.Reason);
            Assert.Contains("gave up", corrupt.Detail, StringComparison.Ordinal);
            var whole = Decode(_stream);
            Assert.True(whole.IsDecoded, whole.Detail);
            Assert.Equal(-1000, whole.Values[0]);
        }
    }

    [Fact]
    public void Damaged_streams_end_in_values_or_a_reason()
    {
        CodecProcess.Command = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edgenode"), ["decode-frames"]);
        var random = new Random(3);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = (byte[])_stream.Clone();
            for (var i = 0; i < 1 + (round & 3); i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var decoded = Decode(damaged);
            Assert.True(decoded.IsDecoded || decoded.Reason is PixelReasons.PixelDataCorrupt or PixelReasons.Lossy or PixelReasons.BadPixelDescription, decoded.Reason);
        }
    }

    public void Dispose() => CodecProcess.Command = null;

    private static StoredValuesResult Decode(byte[] stream)
    {
        var image = new DicomDataset()
            .Set(Tags.SOPClassUID, SopClasses.CtImageStorage)
            .Set(Tags.SOPInstanceUID, "2.25.1")
            .Set(Tags.Rows, 20)
            .Set(Tags.Columns, 24)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, 16)
            .Set(Tags.HighBit, 15)
            .Set(Tags.PixelRepresentation, 1)
            .SetFragments(Tags.PixelData, [default, stream]);
        using var file = new MemoryStream();
        DicomWriter.Write(file, image, new() { TransferSyntax = TransferSyntax.HtJ2kLossless });
        return StoredValues.From(DicomReader.Read(file.ToArray()).File!);
    }

    private static byte[] Stream()
    {
        using var resource = typeof(CodecProcessTests).Assembly.GetManifestResourceStream("ht-reversible")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
