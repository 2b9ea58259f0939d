using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;
using EdgeNode.Dicom.Pixels.Codecs.JpegLossless;
using EdgeNode.Dicom.Pixels.Codecs.JpegLs;
using EdgeNode.Dicom.Pixels.Codecs.Rle;

namespace EdgeNode.Dicom.Pixels.Codecs;

/// <summary>Which codec reads which transfer syntax.</summary>
internal static class FrameCodecs
{
    private static readonly RleCodec Rle = new();
    private static readonly JpegLosslessCodec JpegLossless = new();
    private static readonly JpegLsCodec JpegLs = new();
    private static readonly Jpeg2000Codec Jpeg2000 = new();

    private static readonly Dictionary<string, IFrameCodec> BySyntax = new(StringComparer.Ordinal)
    {
        [TransferSyntax.RleLossless.Uid] = Rle,
        [TransferSyntax.JpegLossless.Uid] = JpegLossless,
        [TransferSyntax.JpegLosslessSv1.Uid] = JpegLossless,
        [TransferSyntax.JpegLsLossless.Uid] = JpegLs,
        [TransferSyntax.JpegLsNearLossless.Uid] = JpegLs,
        [TransferSyntax.Jpeg2000Lossless.Uid] = Jpeg2000,
        [TransferSyntax.Jpeg2000.Uid] = Jpeg2000,
        [TransferSyntax.HtJ2kLossless.Uid] = Jpeg2000,
        [TransferSyntax.HtJ2kLosslessRpcl.Uid] = Jpeg2000,
        [TransferSyntax.HtJ2k.Uid] = Jpeg2000,
    };

    /// <summary>Null where no codec reads the syntax.</summary>
    public static IFrameCodec? For(TransferSyntax syntax) => BySyntax.GetValueOrDefault(syntax.Uid);
}
