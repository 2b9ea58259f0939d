using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;
using EdgeNode.TestData;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>
/// One case of the reference outputs (golden/nnunet), its network packed as a bundle in a temporary folder. The images are RAS NIfTI files, so their
/// arrays grow to S, A, R.
/// </summary>
internal sealed class GoldenCase : IDisposable
{
    private readonly string _folder;
    private readonly string _name;

    public GoldenCase(string name, Func<ModelManifest, ModelManifest>? adjust = null, string? network = null)
    {
        _name = name;
        var entry = JsonNode.Parse(File.ReadAllText(RealData.PathOrSkip("golden/nnunet/index.json")))!.AsArray()
            .Single(node => (string?)node!["case"] == name)!;
        _folder = Directory.CreateTempSubdirectory("edgenode-bundle-").FullName;
        var previous = (string?)entry["configuration"] == "3d_cascade_fullres" ? WritePrevious(name, entry) : null;
        BundleWriter.Write(
            _folder,
            (string)entry["configuration"]!,
            RealData.PathOrSkip($"golden/nnunet/{network ?? (string)entry["network"]!}"),
            RealData.PathOrSkip($"golden/nnunet/{name}/plans.json"),
            RealData.PathOrSkip($"golden/nnunet/{name}/dataset.json"),
            manifest => (adjust ?? (unchanged => unchanged))(
                manifest with { ArrayOrientation = "SAR", MirrorAxes = entry["mirror_axes"].Deserialize<int[]?>(), PreviousStage = previous }));
    }

    public ModelBundle Bundle => ModelBundle.Open(_folder) is { IsUsable: true } result
        ? result.Bundle
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{_name}: {ModelBundle.Open(_folder).Problem}"));

    public Volume<short> Image => NiftiReader.ReadHu(PathOf("image.nii.gz")).Volume!.Value;

    public byte[] Labels => NiftiReader.ReadLabels(PathOf("segmentation.nii.gz")).Volume!.Value.Voxels.ToArray();

    /// <summary>Softmax [class, z, y, x]; null where the case has none.</summary>
    public Half[]? Probabilities => File.Exists(PathOf("probabilities.npz")) ? NumpyArchive.Halves(PathOf("probabilities.npz"), "probabilities") : null;

    // The first stage is the bundle of the case cascade-lowres, in a folder of the second's.
    private NestedBundle WritePrevious(string name, JsonNode entry)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "previous-stage")).FullName;
        BundleWriter.Write(
            folder,
            "3d_lowres",
            RealData.PathOrSkip("golden/nnunet/network.onnx"),
            RealData.PathOrSkip($"golden/nnunet/{name}/plans.json"),
            RealData.PathOrSkip($"golden/nnunet/{name}/dataset.json"),
            manifest => manifest with { ArrayOrientation = "SAR", MirrorAxes = entry["mirror_axes"].Deserialize<int[]?>() });
        return new("previous-stage", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "model.json")))));
    }

    /// <summary>The first stage's labels; null where the case has none.</summary>
    public Volume<byte>? Previous => File.Exists(PathOf("previous_stage.nii.gz")) ? NiftiReader.ReadLabels(PathOf("previous_stage.nii.gz")).Volume : null;

    public void Dispose() => Directory.Delete(_folder, true);

    private string PathOf(string file) => Path.Combine(RealData.PathOrSkip($"golden/nnunet/{_name}"), file);
}
