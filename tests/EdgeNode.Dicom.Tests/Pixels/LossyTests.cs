using System.Runtime.InteropServices;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Tests.Pixels.Codecs;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Pixels;

/// <summary>What has lost something is never analysed, whichever of three says so; its header reads as any other.</summary>
public sealed class LossyTests
{
    [Theory]
    [InlineData("irreversible-signed16", "1.2.840.10008.1.2.4.90")]
    [InlineData("irreversible-signed16", "1.2.840.10008.1.2.4.91")]
    [InlineData("ht-irreversible", "1.2.840.10008.1.2.4.203")]
    [InlineData("ht-irreversible", "1.2.840.10008.1.2.4.201")]
    public void An_irreversible_codestream_is_lossy_under_any_syntax(string stream, string syntax) =>
        Assert.Equal(PixelReasons.Lossy, SyntheticImage.Decode(SyntheticImage.Compressed(16, true, SyntheticImage.Stream(stream)), TransferSyntax.Find(syntax)!).Reason);

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.80")]
    [InlineData("1.2.840.10008.1.2.4.81")]
    public void Near_lossless_is_lossy_under_any_syntax(string syntax)
    {
        var samples = MemoryMarshal.AsBytes(SyntheticImage.Values.Select(value => (ushort)(value + 1000)).ToArray().AsSpan()).ToArray();
        var stream = CharlsEncoder.Encode(samples, SyntheticImage.Rows, SyntheticImage.Columns, 12, near: 3);
        Assert.Equal(PixelReasons.Lossy, SyntheticImage.Decode(SyntheticImage.Compressed(12, false, stream), TransferSyntax.Find(syntax)!).Reason);
    }

    [Theory]
    [InlineData("01", PixelReasons.Lossy)]
    [InlineData("00", null)]
    public void Lossy_image_compression_counts_also_where_the_pixels_are_not_compressed_now(string value, string? reason)
    {
        var file = DicomReader.Read(TestFiles.Bytes(TestFiles.CtSlice().Set(Tags.LossyImageCompression, value)), ReadScope.Header).File!;
        Assert.Equal(reason, StoredValues.RefusalByHeader(file)?.Reason);
        Assert.Equal(reason, StoredValues.From(DicomReader.Read(TestFiles.Bytes(TestFiles.CtSlice().Set(Tags.LossyImageCompression, value))).File!).Reason);
    }

    [Theory]
    [InlineData("JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91")]
    [InlineData("JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81")]
    [InlineData("JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50")]
    [InlineData("JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51")]
    [InlineData("JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53")]
    [InlineData("JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55")]
    public void Real_lossy_slices_are_refused_and_their_header_is_there(string form)
    {
        var file = DicomReader.ReadFile(RealData.PathOrSkip($"data/ct-codecs/CTImage.dcm_{form}.dcm")).File!;
        Assert.Equal(PixelReasons.Lossy, StoredValues.From(file).Reason);
        Assert.Equal(("CT", 512), (file.DataSet.GetString(Tags.Modality), file.DataSet.GetInt(Tags.Rows)));
    }
}
