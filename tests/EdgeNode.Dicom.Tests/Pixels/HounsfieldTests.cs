using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels;

public sealed class HounsfieldTests
{
    [Fact]
    public void Bits_stored_high_bit_and_sign_select_the_value() =>
        Gen.Select(Gen.Int[1, 16], Gen.Int[0, 15], Gen.Bool, Gen.UShort).Where(x => x.Item2 >= x.Item1 - 1).Sample((stored, high, isSigned, raw) =>
        {
            var values = Read(Image([raw], set => set.Set(Tags.BitsStored, stored).Set(Tags.HighBit, high).Set(Tags.PixelRepresentation, isSigned ? 1 : 0)));
            // By definition (PS3.5 section 8.1.1), bit by bit.
            var expected = 0;
            for (var bit = 0; bit < stored; bit++) expected += ((raw >> (high - stored + 1 + bit)) & 1) << bit;
            if (isSigned && (expected & (1 << (stored - 1))) != 0) expected -= 1 << stored;
            Assert.Equal(expected, values[0]);
        });

    [Fact]
    public void Whole_slopes_many_voxels_at_a_time_give_what_the_definition_gives() =>
        Gen.Select(Gen.Int[1, 16], Gen.Int[0, 15], Gen.Bool, Gen.UShort.Array[1, 70], Gen.OneOf(Gen.Int[-40, 40], Gen.Const(1)), Gen.OneOf(Gen.Int[-70_000, 70_000], Gen.Int[-2000, 2000]), Gen.Short.Array[2])
            .Where(x => x.Item2 >= x.Item1 - 1 && x.Item5 != 0).Sample((stored, high, isSigned, raw, slope, intercept, padding) =>
        {
            var values = Read(Image(raw, set => set.Set(Tags.BitsStored, stored).Set(Tags.HighBit, high).Set(Tags.PixelRepresentation, isSigned ? 1 : 0)
                .Set(Tags.RescaleSlope, slope).Set(Tags.RescaleIntercept, intercept)
                .SetSigned(Tags.PixelPaddingValue, padding[0]).SetSigned(Tags.PixelPaddingRangeLimit, padding[1])));
            var limits = padding.Select(value => isSigned ? value : (int)(ushort)value).Order().ToList();
            var expected = raw.Select((_, i) => values[i] >= limits[0] && values[i] <= limits[1] ? Hounsfield.Air : (short)Math.Clamp(((long)values[i] * slope) + intercept, short.MinValue, short.MaxValue));
            Assert.Equal(expected, Hu(values));
        });

    [Fact]
    public void Rescale_rounds_and_clamps_to_int16()
    {
        var values = Read(Image([0, 1, 1000, 40000], set => set.Set(Tags.PixelRepresentation, 0).Set(Tags.RescaleSlope, 1.5).Set(Tags.RescaleIntercept, -1000.25)));
        Assert.Equal([-1000, -999, 500, 32767], Hu(values));
    }

    [Fact]
    public void Without_rescale_the_stored_values_are_the_output() =>
        Assert.Equal([5, -7], Hu(Read(Image([5, unchecked((ushort)-7)], set => { set.Remove(Tags.RescaleSlope); set.Remove(Tags.RescaleIntercept); }))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Padding_becomes_air_whatever_the_rescale(bool isImplicit)
    {
        var image = Image([unchecked((ushort)-2000), unchecked((ushort)-1990), unchecked((ushort)-1980), 40], set => set
            .Set(Tags.RescaleIntercept, 0).SetSigned(Tags.PixelPaddingValue, -2000).SetSigned(Tags.PixelPaddingRangeLimit, -1990));
        Assert.Equal([Hounsfield.Air, Hounsfield.Air, -1980, 40], Hu(Read(image, isImplicit ? TransferSyntax.ImplicitVrLittleEndian : TransferSyntax.ExplicitVrLittleEndian)));
    }

    // Stored values, signed or not, intercept, padding and its limit (null: none), HU.
    public static TheoryData<int[], bool, int, int?, int?, int[]> Edges => new()
    {
        { [0, 32767, 32768, 65535], false, -1024, null, null, [-1024, 31743, 31744, 32767] },
        { [-32768, -31744, 0, 32767], true, -1024, null, null, [-32768, -32768, -1024, 31743] },
        { [-32768, -32767, 32767], true, 0, -32768, null, [-1024, -32767, 32767] },
        { [-2000, -1999, 0], true, 0, -2000, null, [-1024, -1999, 0] },
        { [63536, 63535, 1024], false, -1024, 63536, null, [-1024, 32767, 0] },
        { [63000, 65535, 62999, 1024], false, -1024, 63000, 65535, [-1024, -1024, 32767, 0] },
        { [5, 6, 7, 8], true, 0, 7, 6, [5, -1024, -1024, 8] },
        { [0, 1, 40], false, 100, 0, null, [-1024, 101, 140] },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Edges_of_the_formats_clamp_and_padding_is_air(int[] stored, bool isSigned, int intercept, int? padding, int? limit, int[] hu)
    {
        foreach (var slope in new[] { 1, 1.0000001 })
        {
            // A slope that is no whole number goes the slower way, to the same values.
            var image = Image([.. stored.Select(value => (ushort)value)], set =>
            {
                set.Set(Tags.PixelRepresentation, isSigned ? 1 : 0).Set(Tags.BitsStored, 16).Set(Tags.HighBit, 15).Set(Tags.RescaleSlope, slope).Set(Tags.RescaleIntercept, intercept);
                if (padding is { } value) set.SetSigned(Tags.PixelPaddingValue, (short)value);
                if (limit is { } last) set.SetSigned(Tags.PixelPaddingRangeLimit, (short)last);
            });
            Assert.Equal(hu, Hu(Read(image)).Select(value => (int)value));
        }
    }

    [Fact]
    public void Eight_bit_images_read_too()
    {
        var image = TestFiles.CtSlice(1, 1, 2).Set(Tags.BitsAllocated, 8).Set(Tags.BitsStored, 8).Set(Tags.HighBit, 7).Set(Tags.PixelRepresentation, 0).Set(Tags.PixelData, Vr.OB, new byte[] { 0, 255 });
        Assert.Equal([-1024, -769], Hu(Read(image)));
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public void A_modality_lut_replaces_slope_and_intercept_and_holds_its_ends(int bits, bool isPacked)
    {
        ushort[] table = [10, 20, 30, 40];
        var data = isPacked ? [.. table.Select(entry => (byte)entry)] : table.SelectMany(entry => new[] { (byte)entry, (byte)0 }).ToArray();
        var lut = new DicomDataset().Set(Tags.LUTDescriptor, Vr.SS, new byte[] { 4, 0, 0xFE, 0xFF, (byte)bits, 0 }).Set(Tags.ModalityLUTType, "HU").Set(Tags.LUTData, Vr.OW, data);
        var image = Image([unchecked((ushort)-1000), unchecked((ushort)-2), 0, 1, 900], set => set.Set(Tags.ModalityLUTSequence, lut));
        Assert.Equal([10, 10, 30, 40, 40], Hu(Read(image)));
    }

    [Theory]
    [InlineData("NO_PIXEL_DATA")]
    [InlineData("PIXEL_DATA_TOO_SHORT")]
    [InlineData("BAD_PIXEL_DESCRIPTION")]
    [InlineData("UNSUPPORTED_PIXEL_FORMAT")]
    public void What_cannot_be_decoded_has_its_reason(string reason)
    {
        var image = Image([1, 2, 3, 4], _ => { });
        switch (reason)
        {
            case "NO_PIXEL_DATA": image.Remove(Tags.PixelData); break;
            case "PIXEL_DATA_TOO_SHORT": image.Set(Tags.Columns, 5); break;
            case "BAD_PIXEL_DESCRIPTION": image.Set(Tags.Rows, 0); break;
            default: image.Set(Tags.SamplesPerPixel, 3); break;
        }

        var result = StoredValues.From(DicomReader.Read(TestFiles.Bytes(image)).File!);
        Assert.Equal(reason, result.Reason);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4095, false)]
    [InlineData(4096, true)]
    [InlineData(12345, false)]
    [InlineData(12345, true)]
    public void Float32_is_int16_widened_whatever_the_size_and_the_rescale(int count, bool isFractional)
    {
        var stored = Enumerable.Range(0, count).Select(i => (ushort)(i * 37)).ToArray();
        var values = Read(Image(stored, image => image.Set(Tags.RescaleSlope, isFractional ? 0.5 : 1).Set(Tags.RescaleIntercept, -1024)));
        for (var at = 0; at < 16; at++) Assert.Equal(Hu(values).Select(value => (float)value), Floats(values, at));
    }

    private static DicomDataset Image(ushort[] stored, Action<DicomDataset> change)
    {
        var bytes = new byte[2 * stored.Length];
        Buffer.BlockCopy(stored, 0, bytes, 0, bytes.Length);
        var image = TestFiles.CtSlice(1, 1, stored.Length).Set(Tags.PixelData, Vr.OW, bytes);
        change(image);
        return image;
    }

    private static StoredValues Read(DicomDataset image, TransferSyntax? syntax = null)
    {
        var result = StoredValues.From(DicomReader.Read(TestFiles.Bytes(image, new WriteOptions { TransferSyntax = syntax ?? TransferSyntax.ExplicitVrLittleEndian })).File!);
        Assert.True(result.IsDecoded, result.Detail);
        return result.Values;
    }

    private static short[] Hu(StoredValues values)
    {
        var hounsfield = new short[values.Description.Count];
        values.ToHounsfield(hounsfield);
        Assert.Equal(hounsfield.Select(value => (float)value), Floats(values, 3));
        return hounsfield;
    }

    /// <summary>Into the middle of an array, as slices go into a volume: wherever it begins, and nothing beside it is touched.</summary>
    private static float[] Floats(StoredValues values, int at)
    {
        var around = Enumerable.Repeat(float.NaN, values.Description.Count + (2 * at)).ToArray();
        values.ToHounsfield(around.AsSpan(at, values.Description.Count));
        Assert.All(around[..at].Concat(around[^at..]), value => Assert.Equal(float.NaN, value));
        return around[at..^at];
    }
}
