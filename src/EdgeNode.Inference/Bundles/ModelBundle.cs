using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Bundles;

/// <summary>
/// A verified model bundle: a folder, or a zip file of one, with model.json, nnU-Net's plans.json and dataset.json and one ONNX file for each fold. Every file was read
/// and its SHA-256 compared when the bundle was opened; the networks are kept in memory so that what runs is what was checked.
/// </summary>
public sealed class ModelBundle
{
    private ModelBundle(ModelManifest manifest, string sha256, NetworkPlan plan, ArrayOrientation orientation, IReadOnlyList<byte[]> networks)
    {
        Manifest = manifest;
        Sha256 = sha256;
        Plan = plan;
        Orientation = orientation;
        Networks = networks;
    }

    public ModelManifest Manifest { get; }

    /// <summary>SHA-256 of model.json, lower-case hexadecimal; names the bundle, since model.json pins the other files.</summary>
    public string Sha256 { get; }

    public NetworkPlan Plan { get; }

    /// <summary>Patient directions of the array axes before transposition.</summary>
    public ArrayOrientation Orientation { get; }

    /// <summary>The ONNX files in the order of the manifest.</summary>
    internal IReadOnlyList<byte[]> Networks { get; }

    /// <summary>The stage before, in a cascade.</summary>
    public ModelBundle? PreviousStage { get; private init; }

    /// <summary>The golden case of the self-test; null where the bundle has none.</summary>
    internal byte[]? Golden { get; private init; }

    /// <summary>Opens and verifies a bundle. A bundle that can not be used is a value, whatever is wrong with it.</summary>
    /// <param name="path">Folder or zip file of the bundle.</param>
    public static ModelBundleResult Open(string path)
    {
        try
        {
            using var folder = BundleFolder.Open(path);
            return new(Read(folder, null), null);
        }
        catch (ModelException e)
        {
            return new(null, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, new(ProblemCodes.ModelMissing, $"Model bundle '{path}' can not be read ({e.Message.TrimEnd('.')}): check its permissions."));
        }
    }

    private static ModelBundle Read(BundleFolder folder, string? sha256)
    {
        const string Name = "model.json";
        var content = folder.Read(Name);
        if (sha256 is not null)
        {
            BundleFolder.Verified(Name, sha256, content);
        }

        var manifest = BundleFolder.Parse(Name, content, ManifestJson.Default.ModelManifest);
        if (manifest.Schema != ModelManifest.CurrentSchema)
        {
            throw ModelException.Unsupported(Name, $"schema '{manifest.Schema}' is not {ModelManifest.CurrentSchema}.");
        }

        var orientation = Check(manifest);
        var files = manifest.Files.ToDictionary(file => file.File, folder.ReadVerified, StringComparer.Ordinal);
        var dataset = BundleFolder.Parse("dataset.json", files["dataset.json"], NnunetJson.Default.DatasetFile);
        var plans = BundleFolder.Parse("plans.json", files["plans.json"], NnunetJson.Default.PlansFile);
        var plan = ReadPlan(plans, manifest.Configuration, DatasetReader.Labels(dataset));
        return new(manifest, BundleFolder.Sha256(content), plan, orientation, [.. manifest.Networks.Select(folder.ReadVerified)])
        {
            PreviousStage = ReadPrevious(folder, manifest, plan),
            Golden = manifest.Golden is { } golden ? files[golden] : null,
        };
    }

    private static ModelBundle? ReadPrevious(BundleFolder folder, ModelManifest manifest, NetworkPlan plan)
    {
        Require(
            manifest.PreviousStage is null == plan.PreviousStage is null,
            plan.PreviousStage is { } missing ? $"previousStage must name the bundle of '{missing}', whose labels this network sees." : "previousStage is named, but the configuration has none.");
        if (manifest.PreviousStage is not { } nested)
        {
            return null;
        }

        var previous = Read(folder.Inside(nested.Folder), nested.Sha256);
        Require(previous.Manifest.Configuration == plan.PreviousStage, $"previousStage is '{previous.Manifest.Configuration}', and the plans ask for '{plan.PreviousStage}'.");
        Require(previous.Plan.Labels.Count - 1 == plan.Table.ForegroundLabels, "previousStage has other labels.");
        return previous;
    }

    private static NetworkPlan ReadPlan(PlansFile plans, string configuration, LabelTable labels)
    {
        try
        {
            return PlansReader.Read(plans, configuration, labels);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw ModelException.Malformed("plans.json", $"configuration '{configuration}' can not be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).");
        }
    }

    private static ArrayOrientation Check(ModelManifest manifest)
    {
        Require(manifest.Networks.Count > 0, "networks is empty.");
        Require(
            manifest.Files.Concat(manifest.Networks).Select(file => file.File).Distinct(StringComparer.Ordinal).Count()
            == manifest.Files.Count + manifest.Networks.Count,
            "a file is listed twice.");
        Require(
            manifest.Files.Any(file => file.File == "plans.json") && manifest.Files.Any(file => file.File == "dataset.json"),
            "files must list plans.json and dataset.json.");
        Require(
            manifest.MirrorAxes is null || manifest.MirrorAxes.All(axis => axis is >= 0 and < 3) && manifest.MirrorAxes.Distinct().Count() == manifest.MirrorAxes.Count,
            "mirrorAxes must be different axes of 0, 1, 2.");
        Require(manifest.Golden is null || manifest.Files.Any(file => file.File == manifest.Golden), "golden is not among files.");
        Require(manifest.TileStepSize is > 0 and <= 1, "tileStepSize must be above 0 and at most 1.");
        Require(
            manifest.Postprocessing is null
            || manifest.Postprocessing is { MinComponentVoxels: >= 0, Connectivity: 6 or 18 or 26, ReferenceSpacingMm: { Count: 3 } spacing, MinClassShare: null or (>= 0 and <= 1), MinMeanProbability: null or (>= 0 and < 1) } && spacing.All(s => s > 0),
            "postprocessing needs minComponentVoxels, connectivity 6, 18 or 26, three positive referenceSpacingMm, and minClassShare and minMeanProbability, if they are there, between 0 and 1.");
        return ArrayOrientation.Parse(manifest.ArrayOrientation)
            ?? throw ModelException.Malformed("model.json", $"arrayOrientation '{manifest.ArrayOrientation}' is not three of S/I, P/A, L/R.");
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw ModelException.Malformed("model.json", what);
        }
    }
}
