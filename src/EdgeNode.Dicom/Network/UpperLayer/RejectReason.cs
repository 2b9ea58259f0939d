namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 section 9.3.4).</summary>
internal readonly record struct RejectReason(byte Result, byte Source, byte Reason)
{
    public static readonly RejectReason ApplicationContextNotSupported = new(1, 1, 2);
    public static readonly RejectReason CallingAeNotRecognized = new(1, 1, 3);
    public static readonly RejectReason CalledAeNotRecognized = new(1, 1, 7);
    public static readonly RejectReason ProtocolVersionNotSupported = new(1, 2, 2);
    public static readonly RejectReason TemporaryCongestion = new(2, 3, 1);
    public static readonly RejectReason LocalLimitExceeded = new(2, 3, 2);

    public bool IsTransient => Result == 2;

    /// <summary>In words, for a person at the sending end or in the log.</summary>
    public string Words => (Source, Reason) switch
    {
        (1, 1) => "no reason given",
        (1, 2) => "application context not supported",
        (1, 3) => "calling AE title not recognised",
        (1, 7) => "called AE title not recognised",
        (2, 1) => "no reason given by the association layer",
        (2, 2) => "protocol version not supported",
        (3, 1) => "temporary congestion",
        (3, 2) => "local limit exceeded",
        _ => $"source {Source} reason {Reason}",
    } + (IsTransient ? " (transient)" : " (permanent)");
}
