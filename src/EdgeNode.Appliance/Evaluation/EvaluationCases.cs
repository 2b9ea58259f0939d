namespace EdgeNode.Appliance.Evaluation;

/// <summary>Where a case lies: a folder with truth.nii.gz, and its image as DICOM files beside it or below, or as one other NIfTI or NRRD file.</summary>
/// <param name="Image">Folder or file, as <c>edgenode analyze</c> takes it.</param>
internal sealed record EvaluationCase(string Name, string Truth, string? TruthJson, string Image)
{
    public const string TruthName = "truth.nii.gz";

    /// <summary>The cases of a folder, by name; the folder itself where it holds a truth.</summary>
    public static IReadOnlyList<EvaluationCase> Find(string folder) =>
        File.Exists(Path.Combine(folder, TruthName)) ? [In(folder)]
        : [.. Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, TruthName))).Order(StringComparer.Ordinal).Select(In)];

    private static EvaluationCase In(string folder)
    {
        var json = Path.Combine(folder, "truth.json");
        var volumes = Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != TruthName && IsVolume(f)).Order(StringComparer.Ordinal).ToList();
        return new(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), Path.Combine(folder, TruthName), File.Exists(json) ? json : null, volumes.Count > 0 ? volumes[0] : folder);
    }

    private static bool IsVolume(string file) =>
        file.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase);
}
