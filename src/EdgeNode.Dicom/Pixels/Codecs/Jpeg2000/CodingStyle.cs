using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>A COD or COC segment (ITU-T T.800 A.6.1, A.6.2). Layers is 1 for a COC, which has none of its own.</summary>
internal sealed record CodingStyle(int Layers, int Levels, bool IsReversible, bool IsHighThroughput, long SmallestPrecinct)
{
    private const int UserPrecincts = 1;

    /// <summary>Code-blocks of ITU-T T.814, in the style of code-blocks.</summary>
    private const int HighThroughput = 0x40;

    /// <summary>A decoder reserves memory for each precinct of each level and layer: at most this many of them for a pixel.</summary>
    private const int PacketsPerPixel = 4;

    public static CodingStyle? Read(ReadOnlySpan<byte> segment, bool isComponent, int components)
    {
        var start = isComponent ? (components < 257 ? 2 : 3) : 5;
        if (segment.Length < start + 5) return null;
        var style = isComponent ? segment[start - 1] : segment[0];
        var layers = isComponent ? 1 : BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        var levels = segment[start];
        if (levels > 32 || layers < 1 || segment[start + 4] > 1) return null;
        var smallest = 1L << 30;
        if ((style & UserPrecincts) != 0)
        {
            if (segment.Length < start + 6 + levels) return null;
            foreach (var precinct in segment.Slice(start + 5, levels + 1)) smallest = Math.Min(smallest, 1L << ((precinct & 0x0F) + (precinct >> 4)));
        }

        return new(layers, levels, segment[start + 4] == 1, (segment[start + 3] & HighThroughput) != 0, smallest);
    }

    public bool Fits(ImageSize size)
    {
        var pixels = (long)size.Columns * size.Rows;
        var precincts = 4 + (pixels / SmallestPrecinct);
        return precincts <= 64 + (pixels / 16) && precincts * (Levels + 1) * Layers <= 65536 + (pixels * PacketsPerPixel);
    }
}
