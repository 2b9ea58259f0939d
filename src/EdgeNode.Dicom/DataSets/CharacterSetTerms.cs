using System.Text;

namespace EdgeNode.Dicom.DataSets;

/// <summary>Defined terms of Specific Character Set (PS3.3 C.12.1.1.2) and the escape sequences that go with them (tables C.12-3 and C.12-4).</summary>
internal static class CharacterSetTerms
{
    /// <summary>Sets that need no escape sequences and allow none; code page numbers.</summary>
    private static readonly Dictionary<string, int> Whole = new(StringComparer.Ordinal) { ["192"] = CodePage.Utf8, ["GB18030"] = 54936, ["GBK"] = 936 };

    /// <summary>Upper halves by registration number: final byte of ESC 2D, code page.</summary>
    private static readonly Dictionary<string, (byte Final, int CodePage)> UpperHalves = new(StringComparer.Ordinal)
    {
        ["100"] = (0x41, CodePage.Latin1),
        ["101"] = (0x42, 28592),
        ["109"] = (0x43, 28593),
        ["110"] = (0x44, 28594),
        ["144"] = (0x4C, 28595),
        ["127"] = (0x47, 28596),
        ["126"] = (0x46, 28597),
        ["138"] = (0x48, 28598),
        ["148"] = (0x4D, 28599),
        ["203"] = (0x62, 28605),
        ["166"] = (0x54, 874),
    };

    private static readonly Dictionary<byte, GraphicSet> ByFinal = UpperHalves.Values.ToDictionary(half => half.Final, half => GraphicSet.UpperHalf(half.CodePage));

    /// <summary>The registration number of a term, e.g. 100 of "ISO_IR 100", "ISO 2022 IR 100" and of the ways these are misspelt; GBK and GB18030 as they are.</summary>
    public static string Key(string term)
    {
        var letters = new StringBuilder();
        foreach (var letter in term)
        {
            if (char.IsAsciiLetterOrDigit(letter)) letters.Append(char.ToUpperInvariant(letter));
        }

        var key = letters.ToString();
        return key switch
        {
            "" => "6",
            "UTF8" => "192",
            _ when key.StartsWith("ISO2022IR", StringComparison.Ordinal) => key["ISO2022IR".Length..],
            _ when key.StartsWith("ISOIR", StringComparison.Ordinal) => key["ISOIR".Length..],
            _ => key,
        };
    }

    /// <summary>The encoding of a set without code extensions; null for others.</summary>
    public static Encoding? WholeEncoding(string key) => Whole.TryGetValue(key, out var page) ? CodePage.Open(page) : null;

    /// <summary>The halves that hold before any escape sequence; null where the term is unknown. No upper half: bytes over 127 mean nothing.</summary>
    public static (GraphicSet Lower, GraphicSet? Upper)? Halves(string key) => key switch
    {
        "6" or "87" or "159" => (GraphicSet.Ascii, null),
        "13" => (GraphicSet.Romaji, GraphicSet.Katakana),
        "149" => (GraphicSet.Ascii, GraphicSet.Korean),
        "58" => (GraphicSet.Ascii, GraphicSet.Chinese),
        _ => UpperHalves.TryGetValue(key, out var half) ? (GraphicSet.Ascii, ByFinal[half.Final]) : null,
    };

    /// <summary>ASCII below and a part of ISO 8859 or TIS 620 above as one encoding; null for other sets.</summary>
    public static Encoding? SingleByteEncoding(string key) => UpperHalves.TryGetValue(key, out var half) ? CodePage.Open(half.CodePage) : null;

    /// <summary>What an escape sequence puts where; null when the bytes begin none that is known.</summary>
    /// <param name="rest">The bytes after ESC.</param>
    public static (GraphicSet Set, bool IsUpper, int Length)? Escape(ReadOnlySpan<byte> rest) => rest switch
    {
        [0x28, 0x42, ..] => (GraphicSet.Ascii, false, 2),
        [0x28, 0x4A, ..] => (GraphicSet.Romaji, false, 2),
        [0x29, 0x49, ..] => (GraphicSet.Katakana, true, 2),
        [0x24, 0x40 or 0x42, ..] => (GraphicSet.Kanji, false, 2),
        [0x24, 0x28, 0x44, ..] => (GraphicSet.SupplementaryKanji, false, 3),
        [0x24, 0x29, 0x43, ..] => (GraphicSet.Korean, true, 3),
        [0x24, 0x29, 0x41, ..] => (GraphicSet.Chinese, true, 3),
        [0x2D, var final, ..] when ByFinal.TryGetValue(final, out var half) => (half, true, 2),
        _ => null,
    };
}
