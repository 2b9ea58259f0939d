namespace EdgeNode.Dicom.Pixels.Codecs.JpegLossless;

/// <summary>
/// Bits of an entropy-coded segment (ITU-T T.81 F.2.2.5): a zero byte stuffed after FF is dropped, a marker ends the segment. Beyond the end come
/// zeros, and <see cref="IsOverrun"/> says so.
/// </summary>
internal ref struct EntropyBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = position;
    private ulong _bits;
    private int _count;
    private int _invented;

    /// <summary>More bits were taken than there were.</summary>
    public readonly bool IsOverrun => _count < _invented;

    /// <summary>Where the next marker is looked for.</summary>
    public readonly int Position => _position;

    /// <summary>The difference of the next sample (T.81 table H.2); null where the bits begin no code.</summary>
    public int? Difference(HuffmanTable table)
    {
        if (_count < 32) Fill();
        var found = table.Find((uint)(_bits >> (_count - 16)) & 0xFFFF);
        if (found == 0) return null;
        _count -= found >> 8;
        var size = found & 0xFF;
        if (size == 0) return 0;
        if (size == 16) return 32768;
        _count -= size;
        var value = (int)(_bits >> _count) & ((1 << size) - 1);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /// <summary>Ends an interval: drops what is left of it and passes the restart marker; false when none is there.</summary>
    public bool Restart()
    {
        if (IsOverrun) return false;
        (_bits, _count, _invented) = (0, 0, 0);
        while (_position + 1 < _bytes.Length && (_bytes[_position] != 0xFF || _bytes[_position + 1] is 0 or 0xFF)) _position++;
        if (_position + 1 >= _bytes.Length || _bytes[_position + 1] is not (>= 0xD0 and <= 0xD7)) return false;
        _position += 2;
        return true;
    }

    private void Fill()
    {
        while (_count <= 48)
        {
            if (_position < _bytes.Length && _bytes[_position] != 0xFF)
            {
                _bits = (_bits << 8) | _bytes[_position++];
            }
            else if (_position + 1 < _bytes.Length && _bytes[_position + 1] == 0)
            {
                _bits = (_bits << 8) | 0xFF;
                _position += 2;
            }
            else
            {
                _bits <<= 8;
                _invented += 8;
            }

            _count += 8;
        }
    }
}
