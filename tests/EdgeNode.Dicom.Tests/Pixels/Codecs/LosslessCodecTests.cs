using System.Runtime.InteropServices;
using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>What was encoded without loss comes back, through a file.</summary>
public sealed class LosslessCodecTests
{
    /// <summary>Bits 2 to 16, smooth with noise, in the size of the synthetic image.</summary>
    private static readonly Gen<(int Bits, ushort[] Values)> Image =
        Gen.Select(Gen.Int[2, 16], Gen.UShort.Array[SyntheticImage.Rows * SyntheticImage.Columns], Gen.Int[0, 16], (bits, noise, smooth) =>
            (bits, noise.Select((value, i) => (ushort)(((i * 3) + (value >> smooth)) & ((1 << bits) - 1))).ToArray()));

    [Fact]
    public void Rle() => Gen.Select(Image, Gen.Bool).Sample((image, isSigned) =>
    {
        var bytes = Samples(image.Values, image.Bits);
        AssertSame(image, isSigned, RleEncoder.Encode(bytes, image.Bits > 8 ? 2 : 1, 1), TransferSyntax.RleLossless);
    }, iter: 100);

    [Fact]
    public void Jpeg_lossless_of_every_predictor() => Gen.Select(Image, Gen.Int[1, 7], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Bool).Sample((image, predictor, restart, transform, isSigned) =>
    {
        transform = Math.Min(transform, image.Bits - 1);
        var values = image.Values.Select(value => (ushort)(value >> transform << transform)).ToArray();
        var stream = new JpegLosslessEncoder(image.Bits, predictor, transform, restart).Encode(values, SyntheticImage.Rows, SyntheticImage.Columns);
        AssertSame((image.Bits, values), isSigned, stream, TransferSyntax.JpegLossless);
    }, iter: 200);

    [Fact]
    public void Jpeg_ls() => Gen.Select(Image, Gen.Bool).Sample((image, isSigned) =>
        AssertSame(image, isSigned, CharlsEncoder.Encode(Samples(image.Values, image.Bits), SyntheticImage.Rows, SyntheticImage.Columns, image.Bits), TransferSyntax.JpegLsLossless), iter: 100);

    [Theory]
    [InlineData("reversible-signed16", "1.2.840.10008.1.2.4.90", 16, true, 0)]
    [InlineData("reversible-signed16", "1.2.840.10008.1.2.4.91", 16, true, 0)]
    [InlineData("reversible-layers", "1.2.840.10008.1.2.4.90", 16, true, 0)]
    [InlineData("reversible-unsigned12-tiles", "1.2.840.10008.1.2.4.90", 12, false, 1000)]
    [InlineData("reversible-unsigned12-tiles", "1.2.840.10008.1.2.4.91", 16, false, 1000)]
    [InlineData("ht-reversible", "1.2.840.10008.1.2.4.201", 16, true, 0)]
    [InlineData("ht-reversible-rpcl", "1.2.840.10008.1.2.4.202", 16, true, 0)]
    [InlineData("ht-reversible", "1.2.840.10008.1.2.4.203", 16, true, 0)]
    public void Jpeg_2000_and_high_throughput(string stream, string syntax, int bits, bool isSigned, int offset)
    {
        var image = SyntheticImage.Compressed(bits, isSigned, SyntheticImage.Stream(stream));
        var decoded = SyntheticImage.Decode(image, TransferSyntax.Find(syntax)!);
        Assert.True(decoded.IsDecoded, decoded.Detail);
        Assert.Equal(SyntheticImage.Values.Select(value => value + offset), SyntheticImage.All(decoded.Values));
    }

    [Fact]
    public void Eight_bits_of_jpeg_2000()
    {
        var decoded = SyntheticImage.Decode(SyntheticImage.Compressed(8, false, SyntheticImage.Stream("reversible-8")), TransferSyntax.Jpeg2000Lossless);
        Assert.True(decoded.IsDecoded, decoded.Detail);
        Assert.Equal(SyntheticImage.Values.Select(value => value & 0xFF), SyntheticImage.All(decoded.Values));
    }

    [Fact]
    public void Two_s_complement_in_an_unsigned_codestream_reads_by_pixel_representation()
    {
        // 12-bit values 0 to 3999: as two's complement those from 2048 are negative, also where 16 bits are stored.
        var image = SyntheticImage.Compressed(16, true, SyntheticImage.Stream("reversible-unsigned12-tiles"));
        var decoded = SyntheticImage.Decode(image, TransferSyntax.Jpeg2000Lossless);
        Assert.True(decoded.IsDecoded, decoded.Detail);
        Assert.Equal(SyntheticImage.Values.Select(value => value + 1000).Select(value => value < 2048 ? value : value - 4096), SyntheticImage.All(decoded.Values));
    }

    [Fact]
    public void Negative_values_of_a_signed_codestream_contradict_an_unsigned_data_set() =>
        Assert.Equal(PixelReasons.BadPixelDescription, SyntheticImage.Decode(SyntheticImage.Compressed(16, false, SyntheticImage.Stream("reversible-signed16")), TransferSyntax.Jpeg2000Lossless).Reason);

    [Fact]
    public void Colour_planes_and_pixels_hash_the_same()
    {
        var values = SyntheticImage.Values.SelectMany(value => new[] { (byte)value, (byte)(value >> 2), (byte)(value * 3) }).ToArray();
        var planes = Enumerable.Range(0, 3).SelectMany(sample => Enumerable.Range(0, values.Length / 3).Select(i => values[(3 * i) + sample])).ToArray();
        var native = SyntheticImage.Compressed(8, false).Set(Tags.NumberOfFrames, 1).Set(Tags.SamplesPerPixel, 3).Set(Tags.PhotometricInterpretation, "RGB");
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(values));
        Assert.Equal(expected, Hash(native.Set(Tags.PlanarConfiguration, 1).Set(Tags.PixelData, Vr.OB, planes), TransferSyntax.ExplicitVrLittleEndian));
        Assert.Equal(expected, Hash(native.SetFragments(Tags.PixelData, [default, RleEncoder.Encode(values, 1, 3)]), TransferSyntax.RleLossless));
        foreach (var interleave in (int[])[0, 1, 2])
        {
            var stream = CharlsEncoder.Encode(interleave == 0 ? planes : values, SyntheticImage.Rows, SyntheticImage.Columns, 8, 0, 3, interleave);
            Assert.Equal(expected, Hash(native.SetFragments(Tags.PixelData, [default, stream]), TransferSyntax.JpegLsLossless));
        }
    }

    private static string? Hash(DicomDataset image, TransferSyntax syntax) => PixelHash.Of(SyntheticImage.File(image, syntax)).Sha256;

    private static byte[] Samples(ushort[] values, int bits) => bits > 8 ? MemoryMarshal.AsBytes(values.AsSpan()).ToArray() : [.. values.Select(value => (byte)value)];

    private static void AssertSame((int Bits, ushort[] Values) image, bool isSigned, byte[] stream, TransferSyntax syntax)
    {
        var decoded = SyntheticImage.Decode(SyntheticImage.Compressed(image.Bits, isSigned, stream), syntax);
        Assert.True(decoded.IsDecoded, decoded.Detail);
        var half = isSigned ? 1 << (image.Bits - 1) : int.MaxValue;
        Assert.Equal(image.Values.Select(value => value >= half ? value - (1 << image.Bits) : value), SyntheticImage.All(decoded.Values));
    }
}
