using System.Diagnostics;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>Native decoding in worker processes of the program.</summary>
public sealed class CodecProcessTests : IDisposable
{
    private readonly byte[] _stream = Stream();

    [Fact]
    public void A_worker_that_ends_is_a_corrupt_frame_and_the_next_one_decodes()
    {
        for (var round = 0; round < 3; round++)
        {
            CodecProcess.Command = new ProcessStartInfo("false");
            var corrupt = Decode(_stream);
            Assert.Equal(PixelReasons.PixelDataCorrupt, corrupt.Reason);
            Assert.Contains("gave up", corrupt.Detail, StringComparison.Ordinal);

            CodecProcess.Command = Worker();
            var whole = Decode(_stream);
            Assert.True(whole.IsDecoded, whole.Detail);
            Assert.Equal(-1000, whole.Values[0]);
            CodecProcess.Rest();
        }
    }

    [Fact]
    public void Several_frames_at_a_time_each_have_their_worker()
    {
        CodecProcess.Command = Worker();
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.True(Decode(_stream).IsDecoded));
    }

    [Fact]
    public void A_stream_that_would_end_the_native_decoder_is_corrupt()
    {
        // OpenJPEG 2.5.0 ends its process when this byte, the first of a MEL segment after FF, is FF.
        CodecProcess.Command = Worker();
        var damaged = (byte[])_stream.Clone();
        damaged[504] = 0xFF;
        Assert.Equal(PixelReasons.PixelDataCorrupt, Decode(damaged).Reason);
        Assert.True(Decode(_stream).IsDecoded);
    }

    [Fact]
    public void Damaged_streams_end_in_values_or_a_reason()
    {
        CodecProcess.Command = Worker();
        var random = new Random(3);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = (byte[])_stream.Clone();
            for (var i = 0; i < 1 + (round & 3); i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var decoded = Decode(damaged);
            Assert.True(decoded.IsDecoded || decoded.Reason is PixelReasons.PixelDataCorrupt or PixelReasons.Lossy or PixelReasons.BadPixelDescription, decoded.Reason);
        }
    }

    public void Dispose()
    {
        CodecProcess.Command = null;
        CodecProcess.Rest();
    }

    private static ProcessStartInfo Worker() => new(Path.Combine(AppContext.BaseDirectory, "edgenode"), ["decode-frames"]);

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
