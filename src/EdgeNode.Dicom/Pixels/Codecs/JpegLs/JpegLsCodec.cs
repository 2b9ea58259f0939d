using EdgeNode.Dicom.Pixels.Codecs.Jpeg;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>
/// JPEG-LS (ITU-T T.87; PS3.5 A.4.3), 2 to 16 bits. A NEAR parameter above 0 makes a stream lossy, whatever the transfer syntax says. Decoded here and
/// not by the system's CharLS, which for some damaged streams of a few hundred bytes computes for many seconds and cannot be stopped.
/// </summary>
internal sealed class JpegLsCodec : IFrameCodec
{
    public FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        var reader = new JpegSegments(stream.Span);
        LsFrame? frame = null;
        while (reader.Next(out var marker, out var segment))
        {
            if (LsFrame.Refusal(marker, segment) is { } refusal) return refusal;
            if (marker == JpegMarkers.LsFrame && frame is null)
            {
                (frame, var problem) = LsFrame.From(segment);
                if (problem is not null) return problem;
            }

            // The first scan speaks for all: encoders use one NEAR, and others are found out while decoding.
            if (marker != JpegMarkers.StartOfScan) continue;
            var near = LsScan.NearOf(segment);
            return frame is null || near < 0 ? PixelProblem.Corrupt("The JPEG-LS scan header is cut off.") : new FrameHeader(frame.Columns, frame.Rows, frame.ComponentIds.Length, frame.Bits, near > 0);
        }

        return PixelProblem.Corrupt("The JPEG-LS stream has no scan.");
    }

    public PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        var reader = new JpegSegments(stream.Span);
        ReadOnlySpan<byte> preset = default;
        LsFrame? frame = null;
        var decoded = 0;
        while (reader.Next(out var marker, out var segment))
        {
            if (LsFrame.Refusal(marker, segment) is { } refusal) return refusal;
            if (marker == JpegMarkers.LsFrame && frame is null) (frame, _) = LsFrame.From(segment);
            if (marker == JpegMarkers.LsParameters) preset = segment;
            if (marker != JpegMarkers.StartOfScan || frame is null) continue;
            var (scan, problem) = LsScan.From(segment, frame, preset);
            problem ??= scan!.Decode(ref reader, described, destination);
            if (problem is not null) return problem;
            decoded += scan!.Components;
            if (decoded >= frame.ComponentIds.Length) return null;
        }

        return PixelProblem.Corrupt("The JPEG-LS stream ends before its last scan.");
    }
}
