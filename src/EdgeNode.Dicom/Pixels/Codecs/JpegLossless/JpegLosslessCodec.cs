using EdgeNode.Dicom.Pixels.Codecs.Jpeg;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLossless;

/// <summary>JPEG Lossless, process 14 with any predictor (ITU-T T.81 annex H; PS3.5 A.4.2), Huffman coded, 2 to 16 bits.</summary>
internal sealed class JpegLosslessCodec : IFrameCodec
{
    /// <summary>Table definitions in one stream: four for each of four scans are all that can be of use.</summary>
    private const int MostDefinitions = 16;

    public FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        var reader = new JpegSegments(stream.Span);
        while (reader.Next(out var marker, out var segment))
        {
            if (marker == JpegMarkers.LosslessFrame)
            {
                var (frame, problem) = JpegLosslessFrame.From(segment);
                return frame is null ? problem! : new FrameHeader(frame.Columns, frame.Rows, frame.ComponentIds.Length, frame.Bits, IsLossy: false);
            }

            if (JpegMarkers.IsDctFrame(marker)) return new PixelProblem(PixelReasons.Lossy, "The JPEG stream is coded with loss (DCT).");
            if (JpegMarkers.IsFrame(marker)) return new PixelProblem(PixelReasons.UnsupportedTransferSyntax, $"The JPEG stream has a frame of type {marker:X2}; lossless Huffman is C3.");
            if (marker == JpegMarkers.StartOfScan) break;
        }

        return PixelProblem.Corrupt("The JPEG stream has no frame header.");
    }

    public PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        var reader = new JpegSegments(stream.Span);
        var tables = new HuffmanTable?[4];
        JpegLosslessFrame? frame = null;
        var (restartInterval, decoded, definitions) = (0, 0, 0);
        while (reader.Next(out var marker, out var segment))
        {
            PixelProblem? problem = null;
            switch (marker)
            {
                case JpegMarkers.LosslessFrame when frame is null:
                    (frame, problem) = JpegLosslessFrame.From(segment);
                    break;
                case JpegMarkers.HuffmanTables:
                    problem = ReadTables(segment, tables, ref definitions);
                    break;
                case JpegMarkers.RestartInterval when segment.Length >= 2:
                    restartInterval = (segment[0] << 8) | segment[1];
                    break;
                case JpegMarkers.StartOfScan when frame is not null:
                    (var scan, problem) = LosslessScan.From(segment, frame, tables, restartInterval);
                    problem ??= scan!.Decode(ref reader, described, destination);
                    decoded += scan?.Components ?? 0;
                    break;
            }

            if (problem is not null) return problem;
            if (frame is not null && decoded >= frame.ComponentIds.Length) return null;
        }

        return PixelProblem.Corrupt("The JPEG stream ends before its last scan.");
    }

    private static PixelProblem? ReadTables(ReadOnlySpan<byte> segment, HuffmanTable?[] tables, ref int definitions)
    {
        while (segment.Length >= 17)
        {
            var symbols = 0;
            foreach (var count in segment[1..17]) symbols += count;
            if (segment.Length < 17 + symbols) break;
            var destination = segment[0] & 0x0F;
            // A table of 18 bytes is a look-up of 128 KiB: each destination has one, however often it is defined.
            if (destination >= tables.Length || ++definitions > MostDefinitions || !(tables[destination] ??= new()).TryDefine(segment[1..17], segment.Slice(17, symbols))) break;
            segment = segment[(17 + symbols)..];
        }

        return segment.IsEmpty ? null : PixelProblem.Corrupt("A Huffman table of the JPEG stream is damaged.");
    }
}
