using System.Collections.Frozen;

namespace EdgeNode.Dicom.Files;

/// <summary>How a data set is encoded (PS3.5 annex A). <see cref="IsLossy"/>: stored values may differ from the scanner's.</summary>
public sealed record TransferSyntax(string Uid, string Name, bool IsExplicitVr = true, bool IsBigEndian = false, bool IsDeflated = false, bool IsEncapsulated = false, bool IsLossy = false)
{
    public static readonly TransferSyntax ImplicitVrLittleEndian = new("1.2.840.10008.1.2", "Implicit VR Little Endian", IsExplicitVr: false);
    public static readonly TransferSyntax ExplicitVrLittleEndian = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian");
    public static readonly TransferSyntax DeflatedExplicitVrLittleEndian = new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", IsDeflated: true);
    public static readonly TransferSyntax ExplicitVrBigEndian = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian", IsBigEndian: true);
    public static readonly TransferSyntax JpegBaseline = Lossy("1.2.840.10008.1.2.4.50", "JPEG Baseline");
    public static readonly TransferSyntax JpegExtended = Lossy("1.2.840.10008.1.2.4.51", "JPEG Extended");
    public static readonly TransferSyntax JpegSpectralSelection = Lossy("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection");
    public static readonly TransferSyntax JpegFullProgression = Lossy("1.2.840.10008.1.2.4.55", "JPEG Full Progression");
    public static readonly TransferSyntax JpegLossless = Lossless("1.2.840.10008.1.2.4.57", "JPEG Lossless");
    public static readonly TransferSyntax JpegLosslessSv1 = Lossless("1.2.840.10008.1.2.4.70", "JPEG Lossless SV1");
    public static readonly TransferSyntax JpegLsLossless = Lossless("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless");
    public static readonly TransferSyntax JpegLsNearLossless = Lossy("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless");
    public static readonly TransferSyntax Jpeg2000Lossless = Lossless("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless");
    public static readonly TransferSyntax Jpeg2000 = Lossy("1.2.840.10008.1.2.4.91", "JPEG 2000");
    public static readonly TransferSyntax HtJ2kLossless = Lossless("1.2.840.10008.1.2.4.201", "HTJ2K Lossless");
    public static readonly TransferSyntax HtJ2kLosslessRpcl = Lossless("1.2.840.10008.1.2.4.202", "HTJ2K Lossless RPCL");
    public static readonly TransferSyntax HtJ2k = Lossy("1.2.840.10008.1.2.4.203", "HTJ2K");
    public static readonly TransferSyntax RleLossless = Lossless("1.2.840.10008.1.2.5", "RLE Lossless");

    private static readonly FrozenDictionary<string, TransferSyntax> Known = new[]
    {
        ImplicitVrLittleEndian, ExplicitVrLittleEndian, DeflatedExplicitVrLittleEndian, ExplicitVrBigEndian, JpegBaseline, JpegExtended,
        JpegSpectralSelection, JpegFullProgression, JpegLossless, JpegLosslessSv1, JpegLsLossless, JpegLsNearLossless, Jpeg2000Lossless, Jpeg2000,
        HtJ2kLossless, HtJ2kLosslessRpcl, HtJ2k, RleLossless,
    }.ToFrozenDictionary(syntax => syntax.Uid, StringComparer.Ordinal);

    /// <summary>A "lossy" syntax that may carry a reversible codestream (PS3.5 A.4.4, A.4.11): the stream decides.</summary>
    public bool MayBeReversible => Uid == Jpeg2000.Uid || Uid == HtJ2k.Uid;

    /// <summary>The syntax of a UID; null when unknown.</summary>
    public static TransferSyntax? Find(string uid) => Known.GetValueOrDefault(uid);

    /// <summary>As <see cref="Find"/>; an unknown syntax counts as encapsulated explicit little endian, which every one since 1996 is (PS3.5 A.4).</summary>
    public static TransferSyntax FindOrAssume(string uid) => Find(uid) ?? new(uid, "unknown", IsEncapsulated: true);

    private static TransferSyntax Lossless(string uid, string name) => new(uid, name, IsEncapsulated: true);

    private static TransferSyntax Lossy(string uid, string name) => new(uid, name, IsEncapsulated: true, IsLossy: true);
}
