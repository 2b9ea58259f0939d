namespace EdgeNode.Dicom.Files;

/// <summary>
/// Memory that data sets may take beside the bytes they were read from: eight times those, and what small files need. Real files take a
/// fraction; one that is nothing but empty elements or items would take more, and is refused before it does.
/// </summary>
internal sealed class StructureBudget(long inputBytes)
{
    /// <summary>An element, its place in its data set, and its place while that was read.</summary>
    public const int Element = 64;

    /// <summary>A sequence beyond its element: the array of its items.</summary>
    public const int Sequence = 24;

    /// <summary>A data set in a sequence with the array of its elements, and its places.</summary>
    public const int Item = 80;

    /// <summary>A fragment of pixel data and its place while it was read.</summary>
    public const int Fragment = 32;

    /// <summary>A place in an order that had to be made.</summary>
    public const int Order = 8;

    /// <summary>A value that had to be copied, beyond its bytes.</summary>
    public const int Copy = 32;

    private const int Factor = 8;
    private const int SmallFile = 64 * 1024;

    private long _left = (inputBytes * Factor) + SmallFile;

    /// <summary>False when there is too little left.</summary>
    public bool Take(long bytes) => (_left -= bytes) >= 0;
}
