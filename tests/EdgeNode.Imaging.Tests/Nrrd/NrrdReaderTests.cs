using System.IO.Compression;
using System.Text;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nrrd;

namespace EdgeNode.Imaging.Tests.Nrrd;

public sealed class NrrdReaderTests
{
    private const string Header = """
        NRRD0005
        # a comment
        type: TYPE
        dimension: 3
        space: SPACE
        sizes: 2 2 2
        space directions: (0.5,0,0) (0,0.6,0) (0,0,3)
        kinds: domain domain domain
        endian: ENDIAN
        encoding: ENCODING
        space origin: (-10,20,30)
        note:=a key/value pair: is skipped


        """;

    [Theory]
    [InlineData("short", "raw", "little")]
    [InlineData("int16", "gzip", "big")]
    [InlineData("ushort", "gz", "little")]
    [InlineData("float", "raw", "big")]
    [InlineData("unsigned char", "gzip", "little")]
    public void Types_encodings_and_byte_orders_are_read(string type, string encoding, string endian)
    {
        var voxels = Enumerable.Range(0, 8).SelectMany(i => Stored(type, i, endian == "big")).ToArray();
        var volume = NrrdReader.ReadHu(Make(type, encoding, endian, "left-posterior-superior", voxels)).Volume!.Value;
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], volume.Voxels.ToArray());
        Assert.Equal(new Vector3(0.5, 0.6, 3), volume.Geometry.SpacingMm);
        Assert.Equal(new Vector3(-10, 20, 30), volume.Geometry.OriginMm);
    }

    [Theory]
    [InlineData("right-anterior-superior", 10, -20)]
    [InlineData("RAS", 10, -20)]
    [InlineData("left-anterior-superior", -10, -20)]
    [InlineData("LPS", -10, 20)]
    public void Other_spaces_become_LPS(string space, double left, double posterior)
    {
        var geometry = NrrdReader.ReadLabels(Make("uint8", "raw", "little", space, new byte[8])).Volume!.Value.Geometry;
        Assert.Equal(new Vector3(left, posterior, 30), geometry.OriginMm);
        Assert.Equal(Math.Sign(left), -Math.Sign(geometry.XDirection.X));
    }

    [Theory]
    [InlineData("NRRD0005", "NRRX0005", "NOT_NRRD")]
    [InlineData("dimension: 3", "dimension: 4", "NOT_3D")]
    [InlineData("sizes: 2 2 2", "sizes: 2 2 1", "ONE_SLICE")]
    [InlineData("sizes: 2 2 2", "sizes: 2 2 -1", "BAD_GEOMETRY")]
    [InlineData("sizes: 2 2 2", "sizes: 2 2 3", "TRUNCATED")]
    [InlineData("encoding: raw", "encoding: bzip2", "UNSUPPORTED_VARIANT")]
    [InlineData("encoding: raw", "encoding: raw\ndata file: x.raw", "UNSUPPORTED_VARIANT")]
    [InlineData("type: uint8", "type: block", "UNSUPPORTED_DATATYPE")]
    [InlineData("space: lps", "space: scanner-xyz", "NO_ORIENTATION")]
    [InlineData("(0.5,0,0) (0", "(0.5,0,0) (1", "BAD_GEOMETRY", "space directions: (0.5,0,0) (0.5,0,0) (0,0,3)")]
    [InlineData("space origin: (-10,20,30)", "space origin: (-10,20)", "BAD_GEOMETRY")]
    [InlineData("\n\n", "\n", "TRUNCATED")]
    public void An_unsuitable_file_is_a_value_with_a_reason(string from, string to, string code, string? line = null)
    {
        var text = Encoding.Latin1.GetString(Make("uint8", "raw", "little", "lps", new byte[8]).ToArray());
        var changed = line is null ? text.Replace(from, to, StringComparison.Ordinal) : text.Replace("space directions: (0.5,0,0) (0,0.6,0) (0,0,3)", line, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Assert.Equal(code, NrrdReader.ReadLabels(new MemoryStream(Encoding.Latin1.GetBytes(changed))).Refusal?.Code);
    }

    private static MemoryStream Make(string type, string encoding, string endian, string space, byte[] voxels)
    {
        var header = Header.ReplaceLineEndings("\n").Replace("TYPE", type, StringComparison.Ordinal).Replace("SPACE", space, StringComparison.Ordinal)
            .Replace("ENDIAN", endian, StringComparison.Ordinal).Replace("ENCODING", encoding, StringComparison.Ordinal);
        var stream = new MemoryStream();
        stream.Write(Encoding.ASCII.GetBytes(header));
        if (encoding == "raw")
        {
            stream.Write(voxels);
        }
        else
        {
            using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(voxels);
        }

        stream.Position = 0;
        return stream;
    }

    private static byte[] Stored(string type, int value, bool bigEndian)
    {
        var bytes = type switch
        {
            "unsigned char" => [(byte)value],
            "float" => BitConverter.GetBytes((float)value),
            _ => BitConverter.GetBytes((short)value),
        };
        return bigEndian ? [.. bytes.Reverse()] : bytes;
    }
}
