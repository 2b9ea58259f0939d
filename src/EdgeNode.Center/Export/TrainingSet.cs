using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Center.Blobs;
using EdgeNode.Contracts.Sync;
using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Center.Export;

/// <summary>
/// Writes a training set in nnU-Net's raw format with tables beside it: <c>DatasetNNN_Name/imagesTr, labelsTr, dataset.json,
/// splits_final.json, splits_by_site.json, tables/*.parquet, manifest.json</c>. The same facts and blobs give the same bytes.
/// </summary>
/// <param name="blobs">Where the crops' files are.</param>
/// <param name="name">Of the folder, such as <c>Dataset101_EdgeNodeNecks</c>.</param>
/// <param name="unreviewed">What becomes of nodes that nobody has judged.</param>
internal sealed class TrainingSet(BlobStore blobs, string name, Unreviewed unreviewed)
{
    private const string Ending = ".nii.gz";

    private static readonly string Software = typeof(TrainingSet).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly List<ExportedCrop> _taken = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly List<(string Name, string Site, string Patient)> _cases = [];

    /// <param name="facts">What is exported.</param>
    /// <param name="folder">An empty folder, which becomes <c>DatasetNNN_Name</c>.</param>
    public async Task<ExportManifest> WriteAsync(TrainingFacts facts, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "imagesTr"));
        Directory.CreateDirectory(Path.Combine(folder, "labelsTr"));
        foreach (var (id, known) in facts.Cases.Where(pair => pair.Value.Crops.Count > 0))
        {
            // Revisions of a case show the same neck: the latest that has crops.
            var latest = known.Crops.Keys.Max(key => key.Revision);
            var verdicts = StandingVerdicts.Of(known.Acts, latest, known.Decided);
            var decided = StandingVerdicts.LastOf(known.Decided, latest);
            var patient = known.Reports.Values.Select(report => report.Subject?.PatientKey).LastOrDefault(key => key is not null) ?? id.CaseKey;
            foreach (var crop in known.Crops.Values.Where(crop => crop.Revision == latest))
            {
                var taken = NameOf(id, crop);
                if (Write(crop, verdicts, folder, taken) is { } why)
                {
                    _leftOut.Add(new(taken, why));
                    continue;
                }

                _cases.Add((taken, id.Site, patient));
                _taken.Add(new(taken, id.Site, id.CaseKey, crop.Revision, crop.Node, crop.Version, crop.Why, [.. crop.Nodes.Where(verdicts.ContainsKey)],
                    [.. decided.Where(made => crop.Nodes.Contains(made.Number)).Select(made => new DecidedNode(made.Number, made.Outcome.ToString()))]));
            }
        }

        WriteJson(folder, "dataset.json", Dataset(), ExportJson.Default.DatasetJson);
        WriteJson(folder, "splits_final.json", Folds.ByPatient(_cases), ExportJson.Default.IReadOnlyListFold);
        WriteJson(folder, "splits_by_site.json", Folds.BySite(_cases), ExportJson.Default.IReadOnlyListFold);
        await ExportTables.WriteAsync(Path.Combine(folder, "tables"), facts);
        var manifest = new ExportManifest(
            ExportManifest.SchemaId, name, Software, unreviewed.ToString(), new(facts.Count, facts.Sha256), facts.Decisions, _taken, _leftOut, Files(folder));
        WriteJson(folder, "manifest.json", manifest, ExportJson.Default.ExportManifest);
        return manifest;
    }

    private static string NameOf(CaseId id, NodeCrop crop) => $"{id.Site}_{id.CaseKey}_r{crop.Revision}_n{crop.Node:0000}";

    /// <summary>Null when written, else the code of why not.</summary>
    private string? Write(NodeCrop crop, IReadOnlyDictionary<int, StandingVerdict> verdicts, string folder, string taken)
    {
        var (image, labels, numbers) = (Bytes(crop.Image), Bytes(crop.Labels), Bytes(crop.Numbers));
        if (image is null || labels is null || numbers is null)
            return "BLOB_MISSING";
        if (NiftiReader.ReadHu(new MemoryStream(image)).Volume is not { } ct
            || NiftiReader.ReadLabels(new MemoryStream(labels)).Volume is not { } predicted
            || NiftiReader.ReadHu(new MemoryStream(numbers)).Volume is not { } of
            || ct.Geometry != predicted.Geometry || ct.Geometry != of.Geometry || predicted.Span.ContainsAnyExceptInRange((byte)0, (byte)3))
            return "CROP_UNREADABLE";
        if (CorrectedLabels.Of(predicted, of, verdicts, unreviewed) is not { } corrected)
            return "NOT_REVIEWED";
        File.WriteAllBytes(Path.Combine(folder, "imagesTr", $"{taken}_0000{Ending}"), image);
        using var file = File.Create(Path.Combine(folder, "labelsTr", taken + Ending));
        NiftiWriter.Write(corrected, file, gzip: true);
        return null;
    }

    /// <summary>Null where the file is not there or is not what its name says.</summary>
    private byte[]? Bytes(BlobReference blob) =>
        blobs.Find(blob.Sha256) is { } file && File.ReadAllBytes(file) is var bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == blob.Sha256 ? bytes : null;

    private DatasetJson Dataset()
    {
        var labels = new Dictionary<string, int> { ["background"] = 0, ["negative"] = 1, ["positive"] = 2, ["ENE"] = 3 };
        if (unreviewed == Unreviewed.Ignore)
            labels["ignore"] = CorrectedLabels.Ignore;
        return new(new Dictionary<string, string> { ["0"] = "CT" }, labels, _taken.Count, Ending, name);
    }

    private static void WriteJson<T>(string folder, string file, T content, JsonTypeInfo<T> type) =>
        File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(content, type) + "\n");

    private static IReadOnlyList<ExportedFile> Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new ExportedFile(file.Path, new FileInfo(file.File).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.File))))),
    ];
}
