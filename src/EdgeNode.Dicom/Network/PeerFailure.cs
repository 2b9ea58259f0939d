namespace EdgeNode.Dicom.Network;

/// <summary>Why a peer could not be used: a reason of <see cref="PeerReasons"/> and one line that says what to do.</summary>
public sealed record PeerFailure(string Reason, string Detail)
{
    /// <summary>The peer itself refused, and for now only (PS3.8 section 9.3.4, rejected-transient): it lives, and has no place at this moment.</summary>
    public bool IsTransient { get; init; }
}

/// <summary>Reasons of the requesting side.</summary>
public static class PeerReasons
{
    /// <summary>No TCP connection.</summary>
    public const string Unreachable = "PEER_UNREACHABLE";

    /// <summary>No agreement on TLS: one side does not trust the other's certificate, or does not speak TLS there.</summary>
    public const string TlsFailed = "TLS_FAILED";

    /// <summary>The peer refused the association.</summary>
    public const string Rejected = "ASSOCIATION_REJECTED";

    /// <summary>The peer aborted or the connection broke.</summary>
    public const string Aborted = "ASSOCIATION_ABORTED";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "PEER_TIMEOUT";

    /// <summary>What answered does not speak DICOM.</summary>
    public const string NotDicom = "PEER_NOT_DICOM";

    /// <summary>The peer does not take this SOP class in this transfer syntax.</summary>
    public const string ContextNotAccepted = "CONTEXT_NOT_ACCEPTED";

    /// <summary>The file states no usable SOP Class or Instance UID.</summary>
    public const string NoSopUid = "NO_SOP_UID";

    /// <summary>The file cannot be opened.</summary>
    public const string FileUnreadable = "FILE_UNREADABLE";

    /// <summary>The association ended before this file's turn.</summary>
    public const string NotSent = "NOT_SENT";
}
