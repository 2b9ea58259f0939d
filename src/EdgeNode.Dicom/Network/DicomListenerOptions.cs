using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Network;

/// <summary>Answer to storage SOP classes outside <see cref="DicomListenerOptions.StorageClasses"/>.</summary>
public enum OtherStorage
{
    /// <summary>The presentation context is refused: abstract syntax not supported.</summary>
    Refuse,

    /// <summary>Every storage SOP class of the standard is taken; what cannot be used is for the sink to say.</summary>
    Accept,
}

/// <summary>How the listener answers associations.</summary>
public sealed record DicomListenerOptions
{
    public string AeTitle { get; init; } = "EDGENODE";

    /// <summary>Refuse associations that call another AE title.</summary>
    public bool CheckCalledAe { get; init; } = true;

    /// <summary>The peers that are known.</summary>
    public IReadOnlyList<KnownPeer> Peers { get; init; } = [];

    /// <summary>Refuse everybody who is not among <see cref="Peers"/>. Otherwise strangers may do everything.</summary>
    public bool OnlyKnownPeers { get; init; }

    /// <summary>Largest P-DATA-TF length accepted, bytes; announced to the peer.</summary>
    public int MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>Associations open at one time; one more is refused as a temporary local limit.</summary>
    public int MaxAssociations { get; init; } = 64;

    /// <summary>Associations open at one time from one address, so that one peer cannot take all places; one more is refused as a temporary local limit.</summary>
    public int MaxAssociationsPerAddress { get; init; } = 16;

    /// <summary>Connections open at one time, with or without association, over all DICOM ports; one more is closed at once.</summary>
    public int MaxConnections { get; init; } = 512;

    /// <summary>Largest instance, bytes of its data set; a longer one is answered A700H, one twice as long ends its association.</summary>
    public long MaxInstanceBytes { get; init; } = 4L << 30;

    /// <summary>Bytes of instances that have begun and are not committed, over all associations; beyond it an instance is answered A700H.</summary>
    public long MaxBytesInFlight { get; init; } = 8L << 30;

    /// <summary>How long a connection may take until its association request is complete, and until it closes after the end (ARTIM, PS3.8 section 9.1.5).</summary>
    public TimeSpan ArtimTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an open association may be silent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a peer may take to answer a message of ours (N-EVENT-REPORT).</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A peer inside a message sends at least so many bytes a second, averaged over <see cref="RateWindow"/> of waiting for it; 0: any.</summary>
    public int MinimumBytesPerSecond { get; init; } = 1024;

    /// <summary>Time spent waiting for a peer, over which its rate is judged. The time this side takes to store does not count.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Associations kept for people to look at.</summary>
    public int AssociationLogLength { get; init; } = 200;

    /// <summary>SOP classes taken by C-STORE; Verification is always offered.</summary>
    public IReadOnlyList<string> StorageClasses { get; init; } =
        [SopClasses.CtImageStorage, SopClasses.EnhancedCtImageStorage, SopClasses.SecondaryCaptureImageStorage];

    public OtherStorage OtherStorage { get; init; } = OtherStorage.Refuse;

    /// <summary>Whether instances can be taken now. While not, associations that propose storage are refused as temporary congestion.</summary>
    public Func<bool> HasRoom { get; init; } = () => true;

    /// <summary>Transfer syntaxes in order of preference; one is accepted for each context and stored as it comes.</summary>
    public IReadOnlyList<TransferSyntax> TransferSyntaxes { get; init; } =
    [
        TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.JpegLsLossless, TransferSyntax.JpegLosslessSv1,
        TransferSyntax.JpegLossless, TransferSyntax.Jpeg2000Lossless, TransferSyntax.RleLossless, TransferSyntax.HtJ2kLossless,
        TransferSyntax.HtJ2kLosslessRpcl, TransferSyntax.HtJ2k, TransferSyntax.Jpeg2000, TransferSyntax.JpegLsNearLossless,
        TransferSyntax.JpegBaseline, TransferSyntax.JpegExtended,
    ];
}
