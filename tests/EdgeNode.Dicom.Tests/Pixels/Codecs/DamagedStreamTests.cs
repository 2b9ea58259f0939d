using System.Runtime.InteropServices;
using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>Damaged, cut and lying streams end in a reason: never in a crash, and never in silently other values where the format lets it be known.</summary>
public sealed class DamagedStreamTests
{
    private static readonly string[] Reasons =
        [PixelReasons.PixelDataCorrupt, PixelReasons.PixelDataTooShort, PixelReasons.Lossy, PixelReasons.UnsupportedTransferSyntax, PixelReasons.UnsupportedPixelFormat, PixelReasons.BadPixelDescription];

    public static TheoryData<string> Syntaxes => ["rle", "jpeg", "jpeg-ls", "j2k", "j2k-tiles", "j2k-layers", "ht"];

    /// <summary>Without HTJ2K: for some damage OpenJPEG ends the process, which the program's own worker process is for (tested with the program).</summary>
    public static TheoryData<string> InProcess => [.. Syntaxes.Where(row => row.Data != "ht").Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void A_stream_cut_at_any_byte_gives_the_whole_image_or_a_reason(string kind)
    {
        var (stream, syntax, isSigned) = Sample(kind);
        var whole = SyntheticImage.All(Decode(stream, syntax, isSigned).Values!);
        for (var length = 0; length < stream.Length; length++)
        {
            var decoded = Decode(stream[..length], syntax, isSigned);
            // An odd cut is made even by a zero, as every file does; that zero may be read as data.
            if (decoded.IsDecoded) Assert.True((length & 1) == 1 || whole.SequenceEqual(SyntheticImage.All(decoded.Values)), $"Cut at {length} of {stream.Length}: other values.");
            else Assert.Contains(decoded.Reason, Reasons);
        }
    }

    [Theory]
    [MemberData(nameof(InProcess))]
    public void Changed_bytes_end_in_values_or_a_reason(string kind)
    {
        var (stream, syntax, isSigned) = Sample(kind);
        Gen.Select(Gen.Int[0, stream.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var bytes = (byte[])stream.Clone();
            foreach (var (at, value) in changes) bytes[at] = value;
            var decoded = Decode(bytes, syntax, isSigned);
            Assert.True(decoded.IsDecoded || Reasons.Contains(decoded.Reason), decoded.Reason);
        }, iter: 2_000);
    }

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void A_stream_that_does_not_fit_its_data_set_is_refused_before_memory_is_taken(string kind)
    {
        var (stream, syntax, isSigned) = Sample(kind);
        var file = SyntheticImage.File(SyntheticImage.Compressed(16, isSigned, stream).Set(Tags.Rows, 8000).Set(Tags.Columns, 8000), syntax);
        StoredValues.From(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoded = StoredValues.From(file);
        // RLE says nothing of its size; its frame is the only one that is made before it is found too short.
        if (kind != "rle") Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(PixelReasons.PixelDataCorrupt, decoded.Reason);
    }

    private static StoredValuesResult Decode(byte[] stream, TransferSyntax syntax, bool isSigned) => SyntheticImage.Decode(SyntheticImage.Compressed(16, isSigned, stream), syntax);

    private static (byte[] Stream, TransferSyntax Syntax, bool IsSigned) Sample(string kind)
    {
        var values = SyntheticImage.Values.Select(value => (ushort)value).ToArray();
        var samples = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        return kind switch
        {
            "rle" => (RleEncoder.Encode(samples, 2, 1), TransferSyntax.RleLossless, true),
            "jpeg" => (new JpegLosslessEncoder(16, 1, 0, 4).Encode(values, SyntheticImage.Rows, SyntheticImage.Columns), TransferSyntax.JpegLosslessSv1, true),
            "jpeg-ls" => (CharlsEncoder.Encode(samples, SyntheticImage.Rows, SyntheticImage.Columns, 16), TransferSyntax.JpegLsLossless, true),
            "j2k" => (SyntheticImage.Stream("reversible-signed16"), TransferSyntax.Jpeg2000Lossless, true),
            "j2k-tiles" => (SyntheticImage.Stream("reversible-unsigned12-tiles"), TransferSyntax.Jpeg2000Lossless, false),
            "j2k-layers" => (SyntheticImage.Stream("reversible-layers"), TransferSyntax.Jpeg2000Lossless, true),
            _ => (SyntheticImage.Stream("ht-reversible"), TransferSyntax.HtJ2kLossless, true),
        };
    }
}
