using System.Runtime.InteropServices;
using EdgeNode.Dicom.Pixels.Codecs.Jpeg;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLossless;

/// <summary>One scan of a lossless JPEG stream (ITU-T T.81 B.2.3 and annex H): which components, by which predictor and tables.</summary>
internal sealed class LosslessScan
{
    private readonly JpegLosslessFrame _frame;
    private readonly int[] _samples;
    private readonly HuffmanTable[] _tables;
    private readonly int _predictor;
    private readonly int _pointTransform;
    private readonly int _restartRows;

    private LosslessScan(JpegLosslessFrame frame, int[] samples, HuffmanTable[] tables, int predictor, int pointTransform, int restartRows) =>
        (_frame, _samples, _tables, _predictor, _pointTransform, _restartRows) = (frame, samples, tables, predictor, pointTransform, restartRows);

    public int Components => _samples.Length;

    public static (LosslessScan? Scan, PixelProblem? Problem) From(ReadOnlySpan<byte> segment, JpegLosslessFrame frame, HuffmanTable?[] tables, int restartInterval)
    {
        var count = segment.IsEmpty ? 0 : segment[0];
        if (count is < 1 or > 4 || segment.Length < 4 + (2 * count)) return (null, PixelProblem.Corrupt("The JPEG scan header is cut off."));
        var samples = new int[count];
        var used = new HuffmanTable[count];
        for (var i = 0; i < count; i++)
        {
            samples[i] = Array.IndexOf(frame.ComponentIds, segment[1 + (2 * i)]);
            var table = segment[2 + (2 * i)] >> 4;
            if (samples[i] < 0 || table >= tables.Length || tables[table] is not { } found) return (null, PixelProblem.Corrupt("The JPEG scan names a component or table that is not there."));
            used[i] = found;
        }

        var predictor = segment[1 + (2 * count)];
        var pointTransform = segment[3 + (2 * count)] & 0x0F;
        if (predictor is < 1 or > 7 || pointTransform >= frame.Bits) return (null, PixelProblem.Corrupt($"The JPEG scan has predictor {predictor} and point transform {pointTransform}."));
        if (restartInterval % Math.Max(1, frame.Columns) != 0) return (null, PixelProblem.Corrupt("The JPEG restart interval is no whole number of rows."));
        return (new(frame, samples, used, predictor, pointTransform, restartInterval / Math.Max(1, frame.Columns)), null);
    }

    /// <summary>Decodes the scan that begins where <paramref name="reader"/> stands, and leaves it behind the scan.</summary>
    public PixelProblem? Decode(ref JpegSegments reader, PixelDescription described, Span<byte> destination)
    {
        var bits = new EntropyBits(reader.Stream, reader.Position);
        var width = _frame.Columns;
        var above = new ushort[width * Components];
        var line = new ushort[width * Components];
        for (var y = 0; y < _frame.Rows; y++)
        {
            var isFirst = y == 0;
            if (_restartRows > 0 && y > 0 && y % _restartRows == 0)
            {
                if (!bits.Restart()) return PixelProblem.Corrupt("A restart marker is missing in the JPEG stream.");
                isFirst = true;
            }

            if (!Line(ref bits, line, above, isFirst) || bits.IsOverrun) return PixelProblem.Corrupt($"The JPEG stream is damaged in row {y + 1}.");
            Write(line, destination[(y * width * described.SamplesPerPixel * described.SampleBytes)..], described);
            (line, above) = (above, line);
        }

        reader.Position = bits.Position;
        return null;
    }

    private bool Line(ref EntropyBits bits, ushort[] line, ushort[] above, bool isFirst)
    {
        var step = Components;
        for (var c = 0; c < step; c++)
        {
            if (bits.Difference(_tables[c]) is not { } difference) return false;
            line[c] = (ushort)((isFirst ? 1 << (_frame.Bits - _pointTransform - 1) : above[c]) + difference);
        }

        for (var i = step; i < line.Length; i++)
        {
            if (bits.Difference(step == 1 ? _tables[0] : _tables[i % step]) is not { } difference) return false;
            int left = line[i - step];
            line[i] = (ushort)((isFirst ? left : Predict(left, above[i], above[i - step])) + difference);
        }

        return true;
    }

    /// <summary>T.81 table H.1: a left, b above, c above left.</summary>
    private int Predict(int a, int b, int c) => _predictor switch
    {
        1 => a,
        2 => b,
        3 => c,
        4 => a + b - c,
        5 => a + ((b - c) >> 1),
        6 => b + ((a - c) >> 1),
        _ => (a + b) >> 1,
    };

    private void Write(ushort[] line, Span<byte> destination, PixelDescription described)
    {
        var isWide = described.SampleBytes == 2;
        var wide = isWide ? MemoryMarshal.Cast<byte, ushort>(destination) : default;
        for (var i = 0; i < line.Length; i++)
        {
            var at = Components == 1 ? (i * described.SamplesPerPixel) + _samples[0] : (i / Components * described.SamplesPerPixel) + _samples[i % Components];
            var value = line[i] << _pointTransform;
            if (isWide) wide[at] = (ushort)value;
            else destination[at] = (byte)value;
        }
    }
}
