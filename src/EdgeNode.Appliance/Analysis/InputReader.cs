using System.IO.Compression;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Nrrd;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Reads what a person names on the command line: DICOM in a folder, a zip or one file, NIfTI or NRRD.</summary>
internal static class InputReader
{
    /// <summary>The files of a folder that may be DICOM, or the one file; none where there is nothing.</summary>
    public static IReadOnlyList<string> Files(string input) =>
        Directory.Exists(input) ? [.. Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(MayBeDicom).Order(StringComparer.Ordinal)]
        : File.Exists(input) ? [input]
        : [];

    public static Study Read(string input, IReadOnlyList<SeriesRule>? rules, CancellationToken cancel)
    {
        if (Directory.Exists(input))
        {
            return StudyReader.Read([.. Files(input).Select(FileRegion.Whole)], rules, cancel);
        }

        return Path.GetFileName(input).ToLowerInvariant() switch
        {
            var name when name.EndsWith(".nii", StringComparison.Ordinal) || name.EndsWith(".nii.gz", StringComparison.Ordinal) => Volume(input, NiftiReader.ReadHu(input)),
            var name when name.EndsWith(".nrrd", StringComparison.Ordinal) => Volume(input, NrrdReader.ReadHu(input)),
            var name when name.EndsWith(".zip", StringComparison.Ordinal) => Zip(input, rules, cancel),
            _ => StudyReader.Read([FileRegion.Whole(input)], rules, cancel),
        };
    }

    private static Study Volume(string input, VolumeReading<short> reading) => reading.Volume is { } volume
        ? new(volume, new(null, null), new("", "", $"The one volume of {Path.GetFileName(input)}.", []), null)
        : new(null, null, null, new(reading.Refusal!.Code, reading.Refusal.Text));

    private static Study Zip(string input, IReadOnlyList<SeriesRule>? rules, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-zip").FullName;
        try
        {
            ZipFile.ExtractToDirectory(input, folder);
            return Read(folder, rules, cancel);
        }
        catch (InvalidDataException broken)
        {
            return new(null, null, null, new("BAD_ZIP", $"The zip file cannot be read ({broken.Message}): make it again."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Leaves out what lies beside DICOM files and is none: truth, directories, pictures.</summary>
    private static bool MayBeDicom(string file) =>
        Path.GetExtension(file).ToLowerInvariant() is not (".json" or ".gz" or ".nii" or ".txt" or ".md" or ".png" or ".pdf")
        && !Path.GetFileName(file).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase);
}
