using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Network;

/// <summary>How the listener answers associations.</summary>
public sealed record DicomListenerOptions
{
    public string AeTitle { get; init; } = "EDGENODE";

    /// <summary>Refuse associations that call another AE title.</summary>
    public bool CheckCalledAe { get; init; } = true;

    /// <summary>AE titles that may call; empty: any.</summary>
    public IReadOnlyList<string> AllowedCallingAes { get; init; } = [];

    /// <summary>Largest P-DATA-TF length accepted, bytes; announced to the peer.</summary>
    public int MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>Associations open at one time; one more is refused as a temporary local limit.</summary>
    public int MaxAssociations { get; init; } = 64;

    /// <summary>How long a connection may take until its association request is complete, and until it closes after the end (ARTIM, PS3.8 section 9.1.5).</summary>
    public TimeSpan ArtimTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an open association may be silent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>SOP classes taken by C-STORE; Verification is always offered.</summary>
    public IReadOnlyList<string> StorageClasses { get; init; } =
        [SopClasses.CtImageStorage, SopClasses.EnhancedCtImageStorage, SopClasses.SecondaryCaptureImageStorage];

    /// <summary>Transfer syntaxes in order of preference; one is accepted for each context and stored as it comes.</summary>
    public IReadOnlyList<TransferSyntax> TransferSyntaxes { get; init; } =
    [
        TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.JpegLsLossless, TransferSyntax.JpegLosslessSv1,
        TransferSyntax.JpegLossless, TransferSyntax.Jpeg2000Lossless, TransferSyntax.RleLossless, TransferSyntax.HtJ2kLossless,
        TransferSyntax.HtJ2kLosslessRpcl, TransferSyntax.HtJ2k, TransferSyntax.Jpeg2000, TransferSyntax.JpegLsNearLossless,
        TransferSyntax.JpegBaseline, TransferSyntax.JpegExtended,
    ];
}
