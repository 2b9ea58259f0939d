using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>
/// Walks the markers of a JPEG 2000 codestream (ITU-T T.800 annex A) before the native decoder sees it: sizes must be plausible for the image,
/// because a decoder allocates by what they say, and every tile-part must be there, because a decoder fills missing ones with grey.
/// </summary>
internal static class CodestreamReader
{
    private const int StartOfCodestream = 0xFF4F;
    private const int ImageAndTileSize = 0xFF51;
    private const int CodingStyleDefault = 0xFF52;
    private const int CodingStyleComponent = 0xFF53;
    private const int ProgressionOrderChange = 0xFF5F;
    private const int StartOfTilePart = 0xFF90;
    private const int StartOfData = 0xFF93;
    private const int EndOfCodestream = 0xFFD9;

    /// <summary>The header, or what is wrong with the stream.</summary>
    public static (CodestreamHeader? Header, PixelProblem? Problem) Read(ReadOnlySpan<byte> stream)
    {
        if (stream.Length < 4 || Word(stream, 0) != StartOfCodestream) return Bad("does not begin as one");
        ImageSize? size = null;
        var (isReversible, isHighThroughput, hasStyle, tileParts) = (true, false, false, 0);
        for (var at = 2; at + 2 <= stream.Length;)
        {
            var marker = Word(stream, at);
            if (marker == EndOfCodestream) return Done(size, hasStyle && tileParts > 0, isReversible);
            if (at + 4 > stream.Length || Word(stream, at + 2) is not (>= 2 and var length) || at + 2 + length > stream.Length) return Bad("is cut off in a header");
            var segment = stream.Slice(at + 4, length - 2);
            switch (marker)
            {
                case ImageAndTileSize when size is null:
                    if ((size = ImageSize.Read(segment)) is null) return Bad("has an impossible size");
                    break;
                case CodingStyleDefault or CodingStyleComponent when size is not null:
                    var style = CodingStyle.Read(segment, marker == CodingStyleComponent, size.Components);
                    if (style?.Fits(size) is not true) return Bad("has a coding style that no image of its size has");
                    (isReversible, isHighThroughput, hasStyle) = (isReversible && style.IsReversible, isHighThroughput || style.IsHighThroughput, true);
                    break;
                case ProgressionOrderChange when length > 512:
                    return Bad("changes its progression order too often");
                case StartOfTilePart:
                    if (size is null || ++tileParts > 64L * size.Tiles || segment.Length < 8) return Bad("has a tile-part too many");
                    var next = TilePart(stream, at, segment, size, ref isReversible, ref isHighThroughput);
                    if (next < 0) return Bad("is cut off or damaged in a tile-part");
                    at = next;
                    continue;
            }

            at += 2 + length;
        }

        // Writers that leave out the end marker exist; the tile-parts before it were all there.
        return tileParts > 0 ? Done(size, hasStyle, isReversible) : Bad("is cut off");
    }

    /// <summary>Looks through the header of a tile-part; the position behind its data, or -1.</summary>
    private static int TilePart(ReadOnlySpan<byte> stream, int start, ReadOnlySpan<byte> segment, ImageSize size, ref bool isReversible, ref bool isHighThroughput)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(segment[2..]);
        // 0: up to the end of the codestream (T.800 A.4.2).
        var end = length == 0 ? EndOfLast(stream) : start + (long)length;
        if (end > stream.Length) return -1;
        for (var at = start + 12; at + 2 <= end;)
        {
            var marker = Word(stream, at);
            if (marker == StartOfData) return isHighThroughput && !PacketData.IsFreeOfMarkers(stream[(at + 2)..(int)end]) ? -1 : (int)end;
            if (at + 4 > end || Word(stream, at + 2) is not (>= 2 and var size16) || at + 2 + size16 > end) return -1;
            if (marker is CodingStyleDefault or CodingStyleComponent)
            {
                var style = CodingStyle.Read(stream.Slice(at + 4, size16 - 2), marker == CodingStyleComponent, size.Components);
                if (style?.Fits(size) is not true) return -1;
                isReversible &= style.IsReversible;
                isHighThroughput |= style.IsHighThroughput;
            }

            at += 2 + size16;
        }

        return -1;
    }

    /// <summary>Where the data of a last tile-part without a length ends: before the end marker and a padding byte, where they are there.</summary>
    private static int EndOfLast(ReadOnlySpan<byte> stream)
    {
        var marker = stream.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        return marker >= stream.Length - 3 && marker >= 0 ? marker : stream.Length;
    }

    private static (CodestreamHeader? Header, PixelProblem? Problem) Done(ImageSize? size, bool isComplete, bool isReversible) =>
        size is null || !isComplete ? Bad("lacks a header") : (new(size.Columns, size.Rows, size.Components, size.Bits, size.IsSigned, isReversible), null);

    private static (CodestreamHeader? Header, PixelProblem? Problem) Bad(string what) => (null, PixelProblem.Corrupt($"The JPEG 2000 codestream {what}."));

    private static int Word(ReadOnlySpan<byte> stream, int at) => BinaryPrimitives.ReadUInt16BigEndian(stream[at..]);
}
