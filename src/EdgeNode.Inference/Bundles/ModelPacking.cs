using EdgeNode.Inference.Networks;
using EdgeNode.Inference.SelfTest;

namespace EdgeNode.Inference.Bundles;

/// <summary>What a bundle is made of.</summary>
public sealed record PackRequest
{
    public required string Plans { get; init; }

    public required string Dataset { get; init; }

    public required string Configuration { get; init; }

    /// <summary>One ONNX file for each fold.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>Folder, or zip file where it ends in <c>.zip</c>; must not be there yet.</summary>
    public required string Out { get; init; }

    public IReadOnlyList<int> MirrorAxes { get; init; } = [];

    public double Step { get; init; } = 0.5;

    /// <summary>Bundle of the stage before; null where the configuration has none.</summary>
    public string? CascadeFrom { get; init; }

    public string? Card { get; init; }

    public required string Id { get; init; }

    public string Version { get; init; } = "1";

    public bool ClinicalUse { get; init; }

    public string NnunetVersion { get; init; } = "2.8.1";

    public string ArrayOrientation { get; init; } = "SPL";

    /// <summary>Components of fewer voxels at the network's spacing are no findings; null for no rule.</summary>
    public int? MinComponentVoxels { get; init; }

    /// <summary>Share of a component's voxels with which it has the worst class in it; null for the program's own.</summary>
    public double? MinClassShare { get; init; }

    /// <summary>Components of a lower mean probability of any foreground class are no findings; null for no rule.</summary>
    public double? MinMeanProbability { get; init; }
}

/// <summary>Makes a bundle, and checks it by opening it, loading its networks and running them.</summary>
public static class ModelPacking
{
    private const string StageFolder = "previous-stage";
    private const string GoldenFile = "golden.zip";

    /// <summary>HU, and labels of the stage before where there is one, of one tile of a plan: what the golden case is made of.</summary>
    public delegate (short[] Hu, byte[]? Previous) TileOf(ModelBundle bundle);

    /// <summary>Writes the bundle; nothing is left where anything is wrong with it.</summary>
    public static ModelBundleResult Pack(PackRequest request, TileOf tile)
    {
        try
        {
            if (Directory.Exists(request.Out) || File.Exists(request.Out))
            {
                throw ModelException.Malformed(request.Out, "it is there already: name another place or remove it.");
            }

            var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["plans.json"] = Input(request.Plans), ["dataset.json"] = Input(request.Dataset) };
            if (request.Card is { } card)
            {
                files["card.md"] = Input(card);
            }

            var networks = request.Networks.Select((path, fold) => (Name: $"fold_{fold}.onnx", Content: Input(path))).ToList();
            if (networks.Count == 0)
            {
                throw ModelException.Missing("network", "name one ONNX file for each fold.");
            }

            var (input, output) = OnnxNames.Of(networks[0].Content);
            var stage = request.CascadeFrom is { } previous ? BundleFiles.Read(previous) : null;
            var manifest = new ModelManifest
            {
                Schema = ModelManifest.CurrentSchema,
                Id = request.Id,
                Version = request.Version,
                ClinicalUse = request.ClinicalUse,
                NnunetVersion = request.NnunetVersion,
                Configuration = request.Configuration,
                Networks = [.. networks.Select(network => BundleFiles.Described(network.Name, network.Content))],
                Files = [.. files.Select(file => BundleFiles.Described(file.Key, file.Value))],
                MirrorAxes = request.MirrorAxes,
                TileStepSize = request.Step,
                ArrayOrientation = request.ArrayOrientation,
                InputName = input,
                OutputName = output,
                PreviousStage = stage is null ? null : new(StageFolder, BundleFolder.Sha256(stage["model.json"])),
            };
            networks.ForEach(network => files[network.Name] = network.Content);
            foreach (var (name, content) in stage ?? [])
            {
                files[$"{StageFolder}/{name}"] = content;
            }

            return Finish(manifest, files, request, tile);
        }
        catch (ModelException e)
        {
            return new(null, e.Problem);
        }
    }

    /// <summary>Makes the golden case of a bundle folder anew, and changes model.json accordingly.</summary>
    public static ModelBundleResult Golden(string folder, TileOf tile)
    {
        try
        {
            var files = BundleFiles.Read(folder);
            var manifest = BundleFolder.Parse("model.json", files["model.json"], ManifestJson.Default.ModelManifest);
            files.Remove(GoldenFile);
            manifest = manifest with { Golden = null, Files = [.. manifest.Files.Where(file => file.File != GoldenFile)] };
            var golden = MakeGolden(manifest, files, tile, out manifest);
            File.WriteAllBytes(Path.Combine(folder, GoldenFile), golden);
            File.WriteAllBytes(Path.Combine(folder, "model.json"), BundleFiles.Serialize(manifest));
            return ModelBundle.Open(folder);
        }
        catch (ModelException e)
        {
            return new(null, e.Problem);
        }
    }

    private static ModelBundleResult Finish(ModelManifest manifest, SortedDictionary<string, byte[]> files, PackRequest request, TileOf tile)
    {
        if (request is { MinComponentVoxels: not null } or { MinClassShare: not null } or { MinMeanProbability: not null })
        {
            var plan = BundleFiles.Trial(manifest, files, bundle => bundle.Plan);
            var spacing = plan.TransposeForward.Select((axis, i) => (axis, plan.Spacing[i])).OrderBy(pair => pair.axis).Select(pair => pair.Item2);
            manifest = manifest with { Postprocessing = new(request.MinComponentVoxels ?? 0, 26, [.. spacing], request.MinClassShare, request.MinMeanProbability) };
        }

        files[GoldenFile] = MakeGolden(manifest, files, tile, out manifest);
        files["model.json"] = BundleFiles.Serialize(manifest);
        BundleFiles.Write(request.Out, files);
        return ModelBundle.Open(request.Out);
    }

    private static byte[] MakeGolden(ModelManifest manifest, SortedDictionary<string, byte[]> files, TileOf tile, out ModelManifest described)
    {
        var golden = BundleFiles.Trial(manifest, files, bundle =>
        {
            using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu, DirectConvolutions = false });
            if (loaded.Problem is { } problem)
            {
                throw new ModelException(problem);
            }

            var (hu, previous) = tile(bundle);
            try
            {
                var (file, wrong) = ModelSelfTest.Make(bundle, loaded, hu, previous);
                return file ?? throw new ModelException(wrong!);
            }
            catch (Microsoft.ML.OnnxRuntime.OnnxRuntimeException e)
            {
                throw ModelException.Malformed("network", $"it does not run on one patch of {bundle.Plan.PatchSize} ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).");
            }
        });
        described = manifest with { Golden = GoldenFile, Files = [.. manifest.Files, BundleFiles.Described(GoldenFile, golden)] };
        return golden;
    }

    private static byte[] Input(string path) =>
        File.Exists(path) ? File.ReadAllBytes(path) : throw ModelException.Missing(path, "name a file that is there.");
}
