using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>DICOM wants bare codestreams (PS3.5 A.4.4); writers that leave the JP2 file around them exist (ITU-T T.800 annex I).</summary>
internal static class Jp2Boxes
{
    /// <summary>The contiguous codestream of a JP2 file; anything else as it is.</summary>
    public static ReadOnlyMemory<byte> Codestream(ReadOnlyMemory<byte> stream)
    {
        var bytes = stream.Span;
        if (bytes.Length < 12 || !bytes[4..8].SequenceEqual("jP  "u8)) return stream;
        for (long at = 0; at + 16 <= bytes.Length;)
        {
            var box = bytes[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(box);
            var header = length == 1 ? 16 : 8;
            if (length == 1) length = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(box[8..]), int.MaxValue);
            if (length == 0 || at + length > bytes.Length) length = bytes.Length - at;
            if (length < header) break;
            if (box[4..8].SequenceEqual("jp2c"u8)) return stream.Slice((int)at + header, (int)length - header);
            at += length;
        }

        return stream;
    }
}
