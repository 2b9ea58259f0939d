using System.Text;

namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// A Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 section 6.1). Bytes that cannot be decoded become U+FFFD; nothing fails. Escape sequences of
/// ISO/IEC 2022 are followed wherever they stand, also where the terms do not announce them.
/// </summary>
internal sealed class CharacterSet
{
    private const byte EscapeByte = 0x1B;

    private static volatile CharacterSet _fallback = FromTerms(["ISO_IR 100"]);

    private readonly Encoding? _whole;
    private readonly GraphicSet _lower;
    private readonly GraphicSet? _upper;

    // The same as both halves together while no escape sequence stands.
    private readonly Encoding? _plain;

    private CharacterSet(Encoding? whole, GraphicSet lower, GraphicSet? upper, Encoding? plain) => (_whole, _lower, _upper, _plain) = (whole, lower, upper, plain);

    /// <summary>What a data set is read in that states none.</summary>
    public static CharacterSet Fallback
    {
        get => _fallback;
        set => _fallback = value;
    }

    public static CharacterSet Utf8 { get; } = FromTerms(["ISO_IR 192"]);

    /// <summary>The set of the first defined term, ASCII where that is empty; the others only add escape sequences. Unknown terms read as the fallback.</summary>
    public static CharacterSet FromTerms(IReadOnlyList<string> terms)
    {
        var key = CharacterSetTerms.Key(terms.Count > 0 ? terms[0] : "");
        // A single value that is plain ASCII promises nothing over 127; what stands there all the same reads as the fallback does.
        return key == "6" && terms.All(term => CharacterSetTerms.Key(term) == "6") ? Fallback : Known(key) ?? Fallback;
    }

    /// <summary>The set of a defined term; null when there is no such term.</summary>
    public static CharacterSet? Find(string term) => Known(CharacterSetTerms.Key(term));

    /// <param name="bytes">A value, or several between backslashes.</param>
    /// <param name="isPersonName">In names the delimiters of components and groups, too, end what an escape sequence began (PS3.5 section 6.1.2.5.3).</param>
    public string Decode(ReadOnlySpan<byte> bytes, bool isPersonName = false)
    {
        if (_whole is not null) return _whole.GetString(bytes);
        if (!bytes.Contains(EscapeByte) && _plain is not null) return _plain.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        var (lower, upper) = (_lower, _upper);
        for (var at = 0; at < bytes.Length;)
        {
            var value = bytes[at];
            if (value == EscapeByte && CharacterSetTerms.Escape(bytes[(at + 1)..]) is { } escape)
            {
                (lower, upper) = escape.IsUpper ? (lower, escape.Set) : (escape.Set, upper);
                at += 1 + escape.Length;
            }
            else if (value < 0x20 || (lower.Width == 1 && IsDelimiter(value, isPersonName)))
            {
                text.Append(value == EscapeByte ? GraphicSet.UndecodableCharacter : (char)value);
                (lower, upper) = (_lower, _upper);
                at++;
            }
            else
            {
                at += Character(bytes[at..], value < 0x80 ? lower : upper, text);
            }
        }

        return text.ToString();
    }

    public byte[] Encode(string text) => (_whole ?? _plain ?? Encoding.ASCII).GetBytes(text);

    private static bool IsDelimiter(byte value, bool isPersonName) => value == '\\' || (isPersonName && value is (byte)'^' or (byte)'=');

    /// <summary>Appends the character that begins the bytes; returns how many it takes.</summary>
    private static int Character(ReadOnlySpan<byte> bytes, GraphicSet? set, StringBuilder text)
    {
        // A space is a space in every set that has only graphic characters from 21 on.
        if (bytes[0] is 0x20 or 0x7F || set is null || bytes.Length < set.Width)
        {
            text.Append(bytes[0] is 0x20 or 0x7F ? (char)bytes[0] : GraphicSet.UndecodableCharacter);
            return 1;
        }

        // Both bytes of a character come from the same half.
        if (set.Width == 2 && ((bytes[0] ^ bytes[1]) >= 0x80 || (bytes[1] & 0x7F) < 0x21))
        {
            text.Append(GraphicSet.UndecodableCharacter);
            return 1;
        }

        text.Append(set.Decode(bytes[0], set.Width == 2 ? bytes[1] : (byte)0));
        return set.Width;
    }

    private static CharacterSet? Known(string key)
    {
        if (CharacterSetTerms.WholeEncoding(key) is { } whole) return new(whole, GraphicSet.Ascii, null, null);
        return CharacterSetTerms.Halves(key) is { } halves ? new(null, halves.Lower, halves.Upper, CharacterSetTerms.SingleByteEncoding(key)) : null;
    }
}
