using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Imaging.Tests.Nifti;

public sealed class NiftiRefusalTests
{
    public static TheoryData<string, string> Refusals => new()
    {
        { "text", "NOT_NIFTI" },
        { "empty", "NOT_NIFTI" },
        { "short header", "NOT_NIFTI" },
        { "gzip of nothing", "NOT_NIFTI" },
        { "pair", "UNSUPPORTED_VARIANT" },
        { "nifti 2", "UNSUPPORTED_VARIANT" },
        { "4D", "NOT_3D" },
        { "one slice", "ONE_SLICE" },
        { "two dimensions", "ONE_SLICE" },
        { "negative size", "BAD_GEOMETRY" },
        { "enormous", "TOO_LARGE" },
        { "complex", "UNSUPPORTED_DATATYPE" },
        { "no orientation", "NO_ORIENTATION" },
        { "flat sform", "BAD_GEOMETRY" },
        { "nan sform", "BAD_GEOMETRY" },
        { "no voxels", "TRUNCATED" },
        { "one voxel missing", "TRUNCATED" },
        { "offset behind the end", "TRUNCATED" },
        { "nan voxel", "NON_FINITE_VOXELS" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_unsuitable_file_is_a_value_with_a_reason(string what, string code)
    {
        var reading = NiftiReader.ReadHu(Make(what));
        Assert.Null(reading.Volume);
        Assert.Equal(code, reading.Refusal!.Code);
        Assert.NotEmpty(reading.Refusal.Text);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(20)]
    [InlineData(12)]
    public void A_compressed_file_cut_short_never_becomes_a_volume(int missing)
    {
        var whole = Compressed();
        var reading = NiftiReader.ReadHu(new MemoryStream(whole[..^missing]));
        Assert.Contains(reading.Refusal!.Code, (string[])["TRUNCATED", "CORRUPT_COMPRESSION", "NOT_NIFTI"]);
    }

    [Fact]
    public void A_flipped_bit_in_the_compressed_voxels_is_noticed()
    {
        var bytes = Compressed();
        bytes[bytes.Length - 6] ^= 1;
        Assert.Equal("CORRUPT_COMPRESSION", NiftiReader.ReadHu(new MemoryStream(bytes)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    [InlineData(256f)]
    [InlineData(float.NaN)]
    public void Labels_must_be_whole_numbers_of_one_byte(float value)
    {
        var file = NiftiBytes.Volume(2, 2, 2, 16);
        for (var i = 0; i < 8; i++)
            file.Voxel(BitConverter.GetBytes(i == 5 ? value : 3f));
        Assert.Equal("NOT_LABELS", NiftiReader.ReadLabels(file.Stream()).Refusal!.Code);
    }

    private static byte[] Compressed()
    {
        var file = NiftiBytes.Volume(8, 8, 8, 4);
        var random = new Random(1);
        for (var i = 0; i < 512; i++)
            file.Voxel(BitConverter.GetBytes((short)random.Next(2000)));
        return file.Gzip().ToArray();
    }

    private static MemoryStream Make(string what)
    {
        var file = NiftiBytes.Volume(2, 2, 2, 2);
        file.Voxels.AddRange(new byte[8]);
        switch (what)
        {
            case "text": return new(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not an image ", 50))));
            case "empty": return new();
            case "short header": return new(file.Stream().ToArray()[..300]);
            case "gzip of nothing": return new([0x1f, 0x8b, 1, 2, 3]);
            case "pair": return file.Text(344, "ni1").Stream();
            case "nifti 2": return file.Int(0, 540).Stream();
            case "4D": return file.Short(40, 4).Short(48, 2).Stream();
            case "one slice": return file.Short(46, 1).Stream();
            case "two dimensions": return file.Short(40, 2).Stream();
            case "negative size": return file.Short(42, -5).Stream();
            case "enormous": return file.Short(42, 32767).Short(44, 32767).Short(46, 32767).Stream();
            case "complex": return file.Short(70, 32).Stream();
            case "no orientation": return file.Short(254, 0).Stream();
            case "flat sform": return file.Sform(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0).Stream();
            case "nan sform": return file.Sform(float.NaN, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0).Stream();
            case "no voxels": return new(file.Stream().ToArray()[..352]);
            case "one voxel missing": return new(file.Stream().ToArray()[..359]);
            case "offset behind the end": return file.Float(108, 5000).Stream();
            case "nan voxel":
                var floats = NiftiBytes.Volume(2, 2, 2, 16);
                for (var i = 0; i < 8; i++)
                    floats.Voxel(BitConverter.GetBytes(i == 3 ? float.NaN : 0f));
                return floats.Stream();
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }
}
