namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>JPEG lossless for tests (ITU-T T.81 annex H), one component, one Huffman table with a code of five bits for every difference class.</summary>
internal sealed class JpegLosslessEncoder(int bits, int predictor, int pointTransform = 0, int restartRows = 0)
{
    private readonly List<byte> _stream = [];
    private ulong _held;
    private int _count;

    public byte[] Encode(ushort[] values, int rows, int columns)
    {
        _stream.AddRange([0xFF, 0xD8, 0xFF, 0xC3, 0, 11, (byte)bits, (byte)(rows >> 8), (byte)rows, (byte)(columns >> 8), (byte)columns, 1, 1, 0x11, 0]);
        // 17 codes of 5 bits: 00000 to 10000.
        _stream.AddRange([0xFF, 0xC4, 0, 36, 0, 0, 0, 0, 0, 17, .. new byte[11], .. Enumerable.Range(0, 17).Select(i => (byte)i)]);
        var interval = restartRows * columns;
        if (interval > 0) _stream.AddRange([0xFF, 0xDD, 0, 4, (byte)(interval >> 8), (byte)interval]);
        _stream.AddRange([0xFF, 0xDA, 0, 8, 1, 1, 0, (byte)predictor, 0, (byte)pointTransform]);
        var restarts = 0;
        for (var y = 0; y < rows; y++)
        {
            var isFirst = y == 0 || (restartRows > 0 && y % restartRows == 0);
            if (isFirst && y > 0)
            {
                Flush();
                _stream.AddRange([0xFF, (byte)(0xD0 + (restarts++ & 7))]);
            }

            for (var x = 0; x < columns; x++) Write((short)(At(x, y) - Predict(x, y, isFirst)));
        }

        Flush();
        _stream.AddRange([0xFF, 0xD9]);
        return [.. _stream];

        int At(int x, int y) => values[(y * columns) + x] >> pointTransform;

        int Predict(int x, int y, bool isFirst)
        {
            if (x == 0) return isFirst ? 1 << (bits - pointTransform - 1) : At(0, y - 1);
            var a = At(x - 1, y);
            if (isFirst) return a;
            var (b, c) = (At(x, y - 1), At(x - 1, y - 1));
            return predictor switch { 1 => a, 2 => b, 3 => c, 4 => a + b - c, 5 => a + ((b - c) >> 1), 6 => b + ((a - c) >> 1), _ => (a + b) >> 1 };
        }
    }

    private void Write(short difference)
    {
        var size = difference == short.MinValue ? 16 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs((int)difference));
        Bits(size, 5);
        if (size is > 0 and < 16) Bits(difference > 0 ? difference : difference - 1 + (1 << size), size);
    }

    private void Bits(int value, int count)
    {
        _held = (_held << count) | ((uint)value & ((1u << count) - 1));
        for (_count += count; _count >= 8; _count -= 8) Byte((byte)(_held >> (_count - 8)));
    }

    private void Flush()
    {
        if (_count > 0) Byte((byte)((_held << (8 - _count)) | (0xFFu >> _count)));
        (_held, _count) = (0, 0);
    }

    private void Byte(byte value)
    {
        _stream.Add(value);
        if (value == 0xFF) _stream.Add(0);
    }
}
