using System.Diagnostics.CodeAnalysis;

namespace EdgeNode.Dicom.Files;

/// <summary>Why bytes are not a readable DICOM file.</summary>
public static class ReadReasons
{
    /// <summary>Neither a Part 10 file nor a bare data set.</summary>
    public const string NotDicom = "NOT_DICOM";

    /// <summary>The file ends before an element does.</summary>
    public const string Truncated = "TRUNCATED";

    /// <summary>Lengths or tags contradict each other.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>Sequences more than 64 deep.</summary>
    public const string NestedTooDeep = "NESTED_TOO_DEEP";

    /// <summary>Empty elements and items without end: what would take more than eight times the size of the file in memory.</summary>
    public const string TooManyElements = "TOO_MANY_ELEMENTS";

    /// <summary>Over 2 GiB, or deflated to more than the limit.</summary>
    public const string TooLarge = "TOO_LARGE";
}

/// <summary>
/// Outcome of reading: a file, or a reason from <see cref="ReadReasons"/> with one line for a person (byte offset and tag, never a value).
/// </summary>
public sealed record DicomReadResult
{
    private DicomReadResult(DicomFile? file, string? reason, string? detail) => (File, Reason, Detail) = (file, reason, detail);

    public DicomFile? File { get; }

    public string? Reason { get; }

    public string? Detail { get; }

    [MemberNotNullWhen(true, nameof(File))]
    [MemberNotNullWhen(false, nameof(Reason), nameof(Detail))]
    public bool IsRead => File is not null;

    internal static DicomReadResult Success(DicomFile file) => new(file, null, null);

    internal static DicomReadResult Failure(string reason, string detail) => new(null, reason, detail);
}
