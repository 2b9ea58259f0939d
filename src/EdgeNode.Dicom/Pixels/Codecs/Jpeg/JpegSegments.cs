using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Walks the marker segments of a JPEG stream (ITU-T T.81 B.1.1).</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> stream)
{
    /// <summary>The whole stream.</summary>
    public readonly ReadOnlySpan<byte> Stream = stream;

    /// <summary>Where the next marker is looked for; a scan sets it behind its data.</summary>
    public int Position { get; set; }

    /// <summary>The next marker and the payload of its segment; false at the end of the image or of the stream, or where a segment is cut off.</summary>
    public bool Next(out int marker, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        while (true)
        {
            var found = Stream[Math.Min(Position, Stream.Length)..].IndexOf((byte)0xFF);
            Position = found < 0 ? Stream.Length : Position + found + 1;
            marker = Position < Stream.Length ? Stream[Position] : JpegMarkers.EndOfImage;
            if (marker == JpegMarkers.EndOfImage) return false;
            if (marker is 0xFF) continue;
            Position++;
            if (marker is 0 or JpegMarkers.StartOfImage || JpegMarkers.IsAlone(marker)) continue;
            if (Position + 2 > Stream.Length) return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(Stream[Position..]);
            if (length < 2 || Position + length > Stream.Length) return false;
            segment = Stream.Slice(Position + 2, length - 2);
            Position += length;
            return true;
        }
    }
}
