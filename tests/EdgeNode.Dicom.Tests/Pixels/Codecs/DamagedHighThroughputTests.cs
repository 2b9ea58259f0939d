using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>Streams at which OpenJPEG's decoder of high-throughput code-blocks ends the process: they must not reach it.</summary>
public sealed class DamagedHighThroughputTests
{
    // 8 x 8 values of 12 bits, of which three bytes were changed.
    private const string Stream = "FF4FFF5100294000000000080000000800000000000000000000000800000008000000000000000000010B0101FF500008000200000007FF52000C00020001000204044001FF5C000A2070787878707078FF64001600014F70656E4A50482056657220302E392E302EFF90000A00000000005A0001FF93C00154FF1F9133FEFFFFFF9400C0009E0004F00026D0C9FA02827400B451FA0083540000F700235400C00157000554000940948061E7F1804BC2027600C06C0CA5C03101ECB600F4E0185400FFD900";

    [Fact]
    public void Bytes_that_no_encoder_writes_are_found_before_decoding()
    {
        var file = FileSeeds.Encapsulated(SampleSlice.Create(8, 8, 16, 12, isSigned: false), TransferSyntax.HtJ2kLossless, [default, Convert.FromHexString(Stream)]);
        Assert.Equal(PixelReasons.PixelDataCorrupt, StoredValues.From(DicomReader.Read(file).File!).Reason);
    }
}
