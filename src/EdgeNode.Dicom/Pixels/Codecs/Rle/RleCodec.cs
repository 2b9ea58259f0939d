using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.Rle;

/// <summary>
/// RLE Lossless (PS3.5 annex G): a header of 64 bytes, then one PackBits segment for each byte of a sample, the most significant first, sample
/// by sample.
/// </summary>
internal sealed class RleCodec : IFrameCodec
{
    private const int HeaderBytes = 64;
    private const int MostSegments = 15;

    public FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        if (stream.Length < HeaderBytes) return PixelProblem.Corrupt("The RLE header is cut off.");
        var segments = BinaryPrimitives.ReadUInt32LittleEndian(stream.Span);
        var expected = described.SamplesPerPixel * described.SampleBytes;
        return segments == expected && expected <= MostSegments
            ? new FrameHeader(described.Columns, described.Rows, described.SamplesPerPixel, described.BitsAllocated, IsLossy: false)
            : PixelProblem.Corrupt($"The RLE frame has {segments} segments, {expected} are described.");
    }

    public PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        var bytes = stream.Span;
        var size = described.SampleBytes;
        var stride = size * described.SamplesPerPixel;
        for (var segment = 0; segment < stride; segment++)
        {
            var start = Offset(bytes, segment);
            var end = segment + 1 < stride ? Offset(bytes, segment + 1) : (uint)bytes.Length;
            if (start < HeaderBytes || end < start || end > bytes.Length) return PixelProblem.Corrupt($"RLE segment {segment + 1} lies outside the frame.");
            // Segment 0 is the most significant byte of the first sample; samples are little endian here.
            var at = (segment / size * size) + (size - 1 - (segment % size));
            var written = Unpack(bytes[(int)start..(int)end], destination[at..], stride, described.FramePixels);
            if (written < described.FramePixels) return PixelProblem.Corrupt($"RLE segment {segment + 1} holds {written} of {described.FramePixels} bytes.");
        }

        return null;
    }

    private static uint Offset(ReadOnlySpan<byte> bytes, int segment) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * (segment + 1))..]);

    /// <summary>PackBits into every <paramref name="stride"/>-th byte; returns how many values the segment gave, at most <paramref name="count"/>.</summary>
    private static int Unpack(ReadOnlySpan<byte> segment, Span<byte> destination, int stride, int count)
    {
        var written = 0;
        for (var at = 0; at < segment.Length && written < count;)
        {
            int control = (sbyte)segment[at++];
            if (control == -128) continue;
            if (control >= 0)
            {
                var length = Math.Min(Math.Min(control + 1, segment.Length - at), count - written);
                for (var i = 0; i < length; i++) destination[written++ * stride] = segment[at + i];
                at += control + 1;
            }
            else if (at < segment.Length)
            {
                var value = segment[at++];
                var length = Math.Min(1 - control, count - written);
                for (var i = 0; i < length; i++) destination[written++ * stride] = value;
            }
        }

        return written;
    }
}
