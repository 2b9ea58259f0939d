namespace EdgeNode.Dicom.DataSets;

/// <summary>SOP class UIDs this product knows (PS3.4, PS3.6 annex A).</summary>
public static class SopClasses
{
    public const string Verification = "1.2.840.10008.1.1";
    public const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const string EnhancedCtImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";
    public const string StorageCommitmentPushModel = "1.2.840.10008.1.20.1";

    /// <summary>The well-known instance of <see cref="StorageCommitmentPushModel"/> (PS3.4 section J.3.5).</summary>
    public const string StorageCommitmentPushModelInstance = "1.2.840.10008.1.20.1.1";

    public const string LegacyConvertedEnhancedCtImageStorage = "1.2.840.10008.5.1.4.1.1.2.2";
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>A storage SOP class of the standard: all of them, and nothing else, lie under one root (PS3.4 annex B.5, PS3.6 annex A).</summary>
    public static bool IsStorage(string uid) => uid.StartsWith("1.2.840.10008.5.1.4.1.1.", StringComparison.Ordinal);
}
