using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>The SIZ segment (ITU-T T.800 A.5.1).</summary>
internal sealed record ImageSize(int Columns, int Rows, int Components, int Bits, bool IsSigned, long Tiles)
{
    /// <summary>Tiles smaller than this many pixels on average serve nobody; each costs a decoder memory.</summary>
    private const int PixelsPerTile = 256;

    /// <summary>Null when the sizes contradict each other, components differ or are subsampled, or tiles are far too many.</summary>
    public static ImageSize? Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 39) return null;
        var (right, bottom, left, top) = (Number(segment, 2), Number(segment, 6), Number(segment, 10), Number(segment, 14));
        var (tileWidth, tileHeight, tileLeft, tileTop) = (Number(segment, 18), Number(segment, 22), Number(segment, 26), Number(segment, 30));
        var components = BinaryPrimitives.ReadUInt16BigEndian(segment[34..]);
        var (columns, rows) = (right - left, bottom - top);
        if (columns is < 1 or > ushort.MaxValue || rows is < 1 or > ushort.MaxValue || components is < 1 or > 4 || segment.Length < 36 + (3 * components)) return null;
        if (tileWidth < 1 || tileHeight < 1 || tileLeft > left || tileTop > top || tileLeft + tileWidth <= left || tileTop + tileHeight <= top) return null;
        for (var i = 0; i < components; i++)
        {
            if (segment[36 + (3 * i)] != segment[36] || segment[37 + (3 * i)] != 1 || segment[38 + (3 * i)] != 1) return null;
        }

        var tiles = Ceiling(right - tileLeft, tileWidth) * Ceiling(bottom - tileTop, tileHeight);
        if (tiles > 16 + (columns * rows / PixelsPerTile)) return null;
        return new((int)columns, (int)rows, components, (segment[36] & 0x7F) + 1, segment[36] >= 0x80, tiles);
    }

    private static long Number(ReadOnlySpan<byte> segment, int at) => BinaryPrimitives.ReadUInt32BigEndian(segment[at..]);

    private static long Ceiling(long value, long by) => (value + by - 1) / by;
}
