namespace EdgeNode.Dicom.Files;

/// <summary>Choices of a written file.</summary>
public sealed record WriteOptions
{
    public static readonly WriteOptions Default = new();

    /// <summary>Explicit or implicit VR little endian; an encapsulated syntax when the pixel data is already fragments of it.</summary>
    public TransferSyntax TransferSyntax { get; init; } = TransferSyntax.ExplicitVrLittleEndian;

    /// <summary>Sequences and items end by delimiters instead of stating their length (PS3.5 section 7.5).</summary>
    public bool UndefinedSequenceLengths { get; init; }

    /// <summary>AE title of the application the file came from (0002,0016); none when empty.</summary>
    public string SourceAeTitle { get; init; } = "";
}
