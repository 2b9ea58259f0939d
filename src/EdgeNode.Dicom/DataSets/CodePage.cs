using System.Text;

namespace EdgeNode.Dicom.DataSets;

/// <summary>Encodings of the framework by code page number, undecodable bytes as U+FFFD.</summary>
internal static class CodePage
{
    public const int Latin1 = 28591;
    public const int Utf8 = 65001;

    public static Encoding Open(int page) => page switch
    {
        Latin1 => Encoding.Latin1,
        Utf8 => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(GraphicSet.Undecodable))!,
    };
}
