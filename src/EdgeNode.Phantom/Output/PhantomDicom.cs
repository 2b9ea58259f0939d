using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Phantom.Output;

/// <summary>
/// Writes a phantom as a CT series (CT Image Storage, PS3.3 A.3), one file a slice, named IM00001.dcm in the order of position. Instance
/// numbers run against the positions for odd seeds, as some scanners do: a reader must sort by position.
/// </summary>
public static class PhantomDicom
{
    /// <param name="study">What to write.</param>
    /// <param name="folder">Made if missing; files of the same names are replaced.</param>
    /// <param name="transferSyntaxUid">Explicit or implicit VR little endian.</param>
    /// <param name="progress">Told the number of slices written.</param>
    /// <exception cref="ArgumentException">The transfer syntax is not one that can be written.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(PhantomStudy study, string folder, string transferSyntaxUid, IProgress<int>? progress = null)
    {
        var options = new WriteOptions
        {
            TransferSyntax = TransferSyntax.Find(transferSyntaxUid) ?? throw new ArgumentException($"{transferSyntaxUid} is not a transfer syntax that is known here.", nameof(transferSyntaxUid)),
            SourceAeTitle = "PHANTOM",
        };
        Directory.CreateDirectory(folder);
        var header = new PhantomHeader(study);
        for (var z = 0; z < study.Ct.Size.Z; z++)
        {
            var slice = header.Slice(z).Set(Tags.PixelData, Vr.OW, header.Padded ? StoredPixels.Signed(study.Ct.Slice(z)) : StoredPixels.Of(study.Ct.Slice(z)));
            DicomWriter.WriteFile(Path.Combine(folder, $"IM{z + 1:00000}.dcm"), slice, options);
            progress?.Report(z + 1);
        }

        TruthTable.Write(study, Path.Combine(folder, "truth.json"));
    }
}
