using EdgeNode.Dicom.Pixels.Codecs.Jpeg;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>One scan (ITU-T T.87 C.2.3): one component, or several interleaved by line or by sample.</summary>
internal sealed class LsScan
{
    private readonly LsFrame _frame;
    private readonly int[] _samples;
    private readonly LsLine _line;
    private readonly bool _isBySample;

    private LsScan(LsFrame frame, int[] samples, LsLine line, bool isBySample) => (_frame, _samples, _line, _isBySample) = (frame, samples, line, isBySample);

    public int Components => _samples.Length;

    /// <summary>NEAR of a scan header; -1 when it is cut off.</summary>
    public static int NearOf(ReadOnlySpan<byte> segment) => segment is [var count, ..] && segment.Length >= 4 + (2 * count) ? segment[1 + (2 * count)] : -1;

    public static (LsScan? Scan, PixelProblem? Problem) From(ReadOnlySpan<byte> segment, LsFrame frame, ReadOnlySpan<byte> preset)
    {
        var near = NearOf(segment);
        var count = near < 0 ? 0 : segment[0];
        if (count < 1 || count > frame.ComponentIds.Length) return (null, PixelProblem.Corrupt("The JPEG-LS scan header is cut off."));
        var samples = new int[count];
        for (var i = 0; i < count; i++) samples[i] = Array.IndexOf(frame.ComponentIds, segment[1 + (2 * i)]);
        var (interleave, transform) = (segment[2 + (2 * count)], segment[3 + (2 * count)]);
        if (samples.Contains(-1) || interleave > 2 || transform != 0 || (interleave == 0 && count > 1)) return (null, PixelProblem.Corrupt("The JPEG-LS scan header contradicts itself."));
        return LsParameters.From(preset, frame.Bits, near) is { } parameters
            ? (new(frame, samples, new(parameters, frame.Columns, count), interleave == 2 && count > 1), null)
            : (null, PixelProblem.Corrupt("The JPEG-LS stream has impossible coding parameters."));
    }

    /// <summary>Decodes the scan that begins where <paramref name="reader"/> stands, and leaves it behind the scan.</summary>
    public PixelProblem? Decode(ref JpegSegments reader, PixelDescription described, Span<byte> destination)
    {
        var bits = new LsBits(reader.Stream, reader.Position);
        for (var y = 0; y < _frame.Rows; y++)
        {
            var isGood = _isBySample ? _line.DecodeTogether(ref bits) : _line.DecodeEach(ref bits);
            if (!isGood || bits.IsOverrun) return PixelProblem.Corrupt($"The JPEG-LS stream is damaged in row {y + 1}.");
            var row = destination[(y * _frame.Columns * described.SamplesPerPixel * described.SampleBytes)..];
            for (var c = 0; c < _samples.Length; c++) SampleRow.Write(_line.Values(c), row, described, _samples[c]);
        }

        reader.Position = bits.Position;
        return null;
    }
}
