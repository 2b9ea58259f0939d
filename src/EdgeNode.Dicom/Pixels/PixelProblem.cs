namespace EdgeNode.Dicom.Pixels;

/// <summary>A reason of <see cref="PixelReasons"/> with one line for a person; never a value of the data set that could name somebody.</summary>
public sealed record PixelProblem(string Reason, string Detail)
{
    internal static PixelProblem Corrupt(string detail) => new(PixelReasons.PixelDataCorrupt, detail);

    internal static PixelProblem Missing(string library, string package) =>
        new(PixelReasons.CodecMissing, $"{library} is not installed on this machine: install the package {package}.");
}
