using System.Text;

namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// A Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 section 6.1). Bytes that cannot be decoded become U+FFFD; nothing fails. A data set that
/// states none although it holds bytes over 127 is common: those read as ISO_IR 100.
/// </summary>
internal sealed class CharacterSet
{
    // Code page numbers of the encodings the framework carries.
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        ["ISO_IR 6"] = 28591,
        ["ISO_IR 100"] = 28591,
        ["ISO_IR 101"] = 28592,
        ["ISO_IR 109"] = 28593,
        ["ISO_IR 110"] = 28594,
        ["ISO_IR 144"] = 28595,
        ["ISO_IR 127"] = 28596,
        ["ISO_IR 126"] = 28597,
        ["ISO_IR 138"] = 28598,
        ["ISO_IR 148"] = 28599,
        ["ISO_IR 203"] = 28605,
        ["ISO_IR 166"] = 874,
        ["ISO_IR 13"] = 932,
        ["ISO_IR 192"] = 65001,
        ["GB18030"] = 54936,
        ["GBK"] = 936,
    };

    private readonly Encoding _encoding;

    private CharacterSet(Encoding encoding) => _encoding = encoding;

    public static CharacterSet Default { get; } = new(Encoding.Latin1);

    public static CharacterSet Utf8 { get; } = new(Encoding.UTF8);

    /// <summary>The set of the first defined term; code extensions (ISO 2022) are read by their first set only.</summary>
    public static CharacterSet FromTerms(IReadOnlyList<string> terms)
    {
        var first = terms.FirstOrDefault(term => term.Length > 0)?.ToUpperInvariant().Replace("ISO 2022 IR ", "ISO_IR ", StringComparison.Ordinal);
        return first is not null && CodePages.TryGetValue(first, out var page) ? new(Open(page)) : Default;
    }

    public string Decode(ReadOnlySpan<byte> bytes) => _encoding.GetString(bytes);

    public byte[] Encode(string text) => _encoding.GetBytes(text);

    private static Encoding Open(int page) => page switch
    {
        28591 => Encoding.Latin1,
        65001 => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!,
    };
}
