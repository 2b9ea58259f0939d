namespace EdgeNode.Dicom.Pixels.Codecs.JpegLossless;

/// <summary>A Huffman table (ITU-T T.81 annex C and F.2.2.3) as one look-up of the next 16 bits: length of the code and its symbol.</summary>
internal sealed class HuffmanTable
{
    /// <summary>Largest symbol of a lossless scan: differences of 16 bits.</summary>
    private const int LargestSymbol = 16;

    private readonly ushort[] _lookup = new ushort[1 << 16];

    /// <summary>Becomes the table of these counts of codes of 1 to 16 bits and symbols in the order of the codes; false when no code has these counts.</summary>
    public bool TryDefine(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        Array.Clear(_lookup);
        var code = 0;
        var next = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++, code++, next++)
            {
                if (code >= 1 << length || symbols[next] > LargestSymbol) return false;
                _lookup.AsSpan(code << (16 - length), 1 << (16 - length)).Fill((ushort)((length << 8) | symbols[next]));
            }
        }

        return next > 0;
    }

    /// <summary>Length in the upper byte, symbol in the lower; 0 for bits that begin no code.</summary>
    public int Find(uint next16) => _lookup[next16];
}
