using System.Numerics;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>
/// Bits of a JPEG-LS scan (ITU-T T.87 A.1): after a byte FF the next one has a stuffed zero bit, or begins a marker, which ends the scan. Beyond the
/// end come zeros, and <see cref="IsOverrun"/> says so.
/// </summary>
internal ref struct LsBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = position;

    // Left-aligned: the next bit is the highest.
    private ulong _bits;
    private int _count;
    private int _invented;

    /// <summary>More bits were taken than there were.</summary>
    public readonly bool IsOverrun => _count < _invented;

    /// <summary>Where the next marker is looked for: its FF was taken for data until the byte after it showed otherwise.</summary>
    public readonly int Position => _position > 0 && _bytes[_position - 1] == 0xFF ? _position - 1 : _position;

    public bool Bit()
    {
        if (_count < 1) Fill();
        var isSet = (long)_bits < 0;
        Take(1);
        return isSet;
    }

    /// <summary>0 to 25 bits as a number.</summary>
    public int Read(int count)
    {
        if (count == 0) return 0;
        if (_count < count) Fill();
        var value = (int)(_bits >> (64 - count));
        Take(count);
        return value;
    }

    /// <summary>
    /// A limited Golomb code (T.87 A.5.3): zeros up to a one, then <paramref name="k"/> bits; <paramref name="limit"/> zeros announce the value itself in
    /// <paramref name="escapeBits"/>. -1 where more zeros come than any code has.
    /// </summary>
    public int Golomb(int k, int limit, int escapeBits)
    {
        if (_count < 56) Fill();
        var zeros = BitOperations.LeadingZeroCount(_bits);
        if (zeros > limit) return -1;
        Take(zeros + 1);
        return zeros < limit ? (zeros << k) | Read(k) : Read(escapeBits) + 1;
    }

    private void Take(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    private void Fill()
    {
        while (_count <= 56)
        {
            var isAfterFF = _position > 0 && _bytes[_position - 1] == 0xFF;
            var width = isAfterFF ? 7 : 8;
            if (_position >= _bytes.Length || (isAfterFF && _bytes[_position] >= 0x80))
            {
                _invented += 8;
                _count += 8;
                continue;
            }

            _bits |= (ulong)_bytes[_position++] << (64 - width - _count);
            _count += width;
        }
    }
}
