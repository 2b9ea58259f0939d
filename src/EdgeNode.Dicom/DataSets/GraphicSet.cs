namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// A coded character set that ISO/IEC 2022 puts into the lower (G0) or upper (G1) half of the code table (PS3.5 section 6.1.2.5): bytes of a character, whose
/// highest bits do not count, to its text.
/// </summary>
internal sealed class GraphicSet
{
    public const string Undecodable = "\uFFFD";

    public const char UndecodableCharacter = '\uFFFD';

    public static readonly GraphicSet Ascii = new(1, (first, _) => ((char)first).ToString());

    /// <summary>JIS X 0201 romaji (ISO-IR 14). 5C is the Yen sign there; it stays a backslash because it separates values.</summary>
    public static readonly GraphicSet Romaji = new(1, (first, _) => first == 0x7E ? "\u203E" : ((char)first).ToString());

    /// <summary>JIS X 0201 katakana (ISO-IR 13), half width.</summary>
    public static readonly GraphicSet Katakana = new(1, (first, _) => first is >= 0x21 and <= 0x5F ? ((char)(0xFF61 + first - 0x21)).ToString() : Undecodable);

    /// <summary>JIS X 0208 (ISO-IR 87) in the way EUC-JP writes it.</summary>
    public static readonly GraphicSet Kanji = DoubleByte(51932, 0x80);

    /// <summary>JIS X 0212 (ISO-IR 159); code page 20932 tells it from JIS X 0208 by a second byte without its highest bit.</summary>
    public static readonly GraphicSet SupplementaryKanji = DoubleByte(20932, 0);

    /// <summary>KS X 1001 (ISO-IR 149).</summary>
    public static readonly GraphicSet Korean = DoubleByte(51949, 0x80);

    /// <summary>GB 2312 (ISO-IR 58).</summary>
    public static readonly GraphicSet Chinese = DoubleByte(936, 0x80);

    private readonly Func<byte, byte, string> _decode;

    private GraphicSet(int width, Func<byte, byte, string> decode) => (Width, _decode) = (width, decode);

    /// <summary>Bytes of a character.</summary>
    public int Width { get; }

    /// <summary>The upper half of a part of ISO 8859 or of TIS 620.</summary>
    public static GraphicSet UpperHalf(int codePage)
    {
        var encoding = CodePage.Open(codePage);
        return new(1, (first, _) => encoding.GetString([(byte)(first | 0x80)]));
    }

    /// <summary>A character from its bytes; the second counts where <see cref="Width"/> is 2.</summary>
    public string Decode(byte first, byte second) => _decode((byte)(first & 0x7F), (byte)(second & 0x7F));

    private static GraphicSet DoubleByte(int codePage, int secondBit)
    {
        var encoding = CodePage.Open(codePage);
        return new(2, (first, second) => encoding.GetString([(byte)(first | 0x80), (byte)(second | secondBit)]) is [_] text ? text : Undecodable);
    }
}
