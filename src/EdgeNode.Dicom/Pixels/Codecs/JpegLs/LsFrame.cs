using System.Buffers.Binary;
using EdgeNode.Dicom.Pixels.Codecs.Jpeg;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>Frame header of a JPEG-LS stream (ITU-T T.87 C.2.2) and the parameters before its first scan.</summary>
internal sealed record LsFrame(int Bits, int Rows, int Columns, byte[] ComponentIds)
{
    public static (LsFrame? Frame, PixelProblem? Problem) From(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment[5] is < 1 or > 4 || segment.Length < 6 + (3 * segment[5])) return (null, PixelProblem.Corrupt("The JPEG-LS frame header is cut off."));
        var ids = new byte[segment[5]];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = segment[6 + (3 * i)];
            if (ids.Length > 1 && segment[7 + (3 * i)] != 0x11) return (null, new(PixelReasons.UnsupportedPixelFormat, "The JPEG-LS stream subsamples colour."));
        }

        return segment[0] is < 2 or > 16
            ? (null, PixelProblem.Corrupt($"The JPEG-LS stream has {segment[0]} bits a sample."))
            : (new(segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), ids), null);
    }

    /// <summary>What this decoder leaves alone: restart intervals, mapping tables, sizes over 65,535.</summary>
    public static PixelProblem? Refusal(int marker, ReadOnlySpan<byte> segment) => marker switch
    {
        JpegMarkers.RestartInterval when segment.ContainsAnyExcept((byte)0) => new(PixelReasons.UnsupportedTransferSyntax, "The JPEG-LS stream has restart intervals."),
        JpegMarkers.LsParameters when segment is not [1, ..] => new(PixelReasons.UnsupportedTransferSyntax, "The JPEG-LS stream has mapping tables or another extension."),
        _ => null,
    };
}
