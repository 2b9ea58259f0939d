using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Reads what a person names on the command line: DICOM in a folder, a zip or one file, NIfTI or NRRD; also a folder that holds zips or volumes.</summary>
internal static class InputReader
{
    /// <summary>The files of a folder that may be DICOM, or the one file; none where there is nothing.</summary>
    public static IReadOnlyList<string> Files(string input) =>
        Directory.Exists(input) ? [.. AllFiles(input).Where(MayBeDicom)]
        : File.Exists(input) ? [input]
        : [];

    public static Study Read(string input, AnalysisOptions options, CancellationToken cancel) =>
        VolumeInput.IsVolume(input) ? VolumeInput.Read(input, options)
        : !Directory.Exists(input) && !ZipInput.IsZip(input) ? StudyReader.Read([FileRegion.Whole(input)], options, cancel)
        : Folder(input, options, cancel);

    /// <summary>DICOM before anything else, in zips too; then volumes.</summary>
    private static Study Folder(string input, AnalysisOptions options, CancellationToken cancel)
    {
        using var zips = new ZipInput();
        List<string> folders = Directory.Exists(input) ? [input] : [];
        foreach (var zip in folders is [] ? [input] : AllFiles(input).Where(ZipInput.IsZip))
        {
            if (zips.Unpack(zip, out var folder) is { } broken)
            {
                return Study.Refused(broken, []);
            }

            folders.Add(folder);
        }

        var study = StudyReader.Read([.. folders.SelectMany(Files).Select(FileRegion.Whole)], options, cancel);
        var volumes = folders.SelectMany(AllFiles).Where(VolumeInput.IsVolume).ToList();
        return study.Refusal?.Code is ReadReasons.NotDicom or SeriesChoice.NoInstances && volumes.Count > 0 ? VolumeInput.ReadOneOf(volumes, options, cancel) : study;
    }

    private static IEnumerable<string> AllFiles(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Leaves out what lies beside DICOM files and is none: truth, archives, directories, pictures.</summary>
    private static bool MayBeDicom(string file) =>
        Path.GetExtension(file).ToLowerInvariant() is not (".json" or ".gz" or ".nii" or ".nrrd" or ".zip" or ".csv" or ".txt" or ".md" or ".png" or ".pdf")
        && !Path.GetFileName(file).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase);
}
