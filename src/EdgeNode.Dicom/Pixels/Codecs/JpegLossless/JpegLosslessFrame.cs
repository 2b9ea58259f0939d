using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLossless;

/// <summary>The frame header of a lossless JPEG stream (ITU-T T.81 B.2.2).</summary>
/// <param name="ComponentIds">In the order of the samples.</param>
internal sealed record JpegLosslessFrame(int Bits, int Rows, int Columns, byte[] ComponentIds)
{
    /// <summary>The header in a segment's payload, or what is wrong with it.</summary>
    public static (JpegLosslessFrame? Frame, PixelProblem? Problem) From(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length < 6 + (3 * segment[5])) return (null, PixelProblem.Corrupt("The JPEG frame header is cut off."));
        var ids = new byte[segment[5]];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = segment[6 + (3 * i)];
            if (ids.Length > 1 && segment[7 + (3 * i)] != 0x11) return (null, new(PixelReasons.UnsupportedPixelFormat, "The JPEG stream subsamples colour."));
        }

        var bits = segment[0];
        return bits is < 2 or > 16
            ? (null, PixelProblem.Corrupt($"The JPEG stream has {bits} bits a sample."))
            : (new(bits, BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), ids), null);
    }
}
