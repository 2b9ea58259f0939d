using System.Security.Cryptography;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Bundles;

public sealed class ModelBundleTests : IDisposable
{
    private readonly BundleTestFolder _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void A_bundle_in_order_opens_with_its_plan()
    {
        var bundle = ModelBundle.Open(_bundle.Write().Folder).Bundle!;
        Assert.Equal(new ArraySpacing(1.5, 1, 1), bundle.Plan.Spacing);
        Assert.Equal(new ArrayShape(8, 16, 16), bundle.Plan.PatchSize);
        Assert.Equal(["background", "negative", "positive", "ene"], bundle.Plan.Labels);
        Assert.Equal(new(NormalizationScheme.CT, 30, 90, -160, 260), bundle.Plan.Normalization);
        Assert.Equal(new(InterpolationOrder.Cubic), bundle.Plan.ImageResampling);
        Assert.Equal(new(InterpolationOrder.Linear), bundle.Plan.LogitResampling);
        Assert.Equal(10, bundle.Manifest.Postprocessing!.MinComponentVoxels);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_bundle.PathOf("model.json")))), bundle.Sha256);
    }

    [Fact]
    public void A_configuration_inherits_what_it_does_not_say_itself()
    {
        var plan = ModelBundle.Open(_bundle.Write("3d_smaller").Folder).Bundle!.Plan;
        Assert.Equal(new ArraySpacing(3, 2, 2), plan.Spacing);
        Assert.Equal(new ArrayShape(4, 8, 8), plan.PatchSize);
        Assert.Equal(NormalizationScheme.CT, plan.Normalization.Scheme);
    }

    [Fact]
    public void No_folder_is_a_missing_model()
    {
        var problem = ModelBundle.Open(_bundle.PathOf("nowhere")).Problem!;
        Assert.Equal(ProblemCodes.ModelMissing, problem.Code);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("plans.json")]
    [InlineData("dataset.json")]
    [InlineData("network.onnx")]
    public void A_file_that_is_not_there_is_named(string file)
    {
        File.Delete(_bundle.Write().PathOf(file));
        Assert.Equal(ProblemCodes.ModelMissing, _bundle.Problem(file));
    }

    [Theory]
    [InlineData("plans.json")]
    [InlineData("dataset.json")]
    [InlineData("network.onnx")]
    public void A_file_that_was_changed_is_named(string file)
    {
        File.AppendAllText(_bundle.Write().PathOf(file), " ");
        Assert.Equal(ProblemCodes.ModelChecksumMismatch, _bundle.Problem(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"schema\":\"edgenode.model/1\"}")]
    public void A_manifest_that_can_not_be_read_is_malformed(string json)
    {
        File.WriteAllText(_bundle.Write().PathOf("model.json"), json);
        Assert.Equal(ProblemCodes.ModelMalformed, _bundle.Problem("model.json"));
    }

    [Fact]
    public void Another_schema_is_unsupported()
    {
        _bundle.Write(adjust: manifest => manifest with { Schema = "edgenode.model/2" });
        Assert.Equal(ProblemCodes.ModelUnsupported, _bundle.Problem("edgenode.model/2"));
    }

    public static TheoryData<string, Func<ModelManifest, ModelManifest>> BrokenManifests => new()
    {
        { "networks", manifest => manifest with { Networks = [] } },
        { "dataset.json", manifest => manifest with { Files = [manifest.Files[0]] } },
        { "twice", manifest => manifest with { Files = [.. manifest.Files, manifest.Files[0]] } },
        { "plain file name", manifest => manifest with { Networks = [new("../network.onnx", manifest.Networks[0].Sha256)] } },
        { "mirrorAxes", manifest => manifest with { MirrorAxes = [0, 3] } },
        { "mirrorAxes", manifest => manifest with { MirrorAxes = [1, 1] } },
        { "tileStepSize", manifest => manifest with { TileStepSize = 0 } },
        { "arrayOrientation", manifest => manifest with { ArrayOrientation = "LPX" } },
        { "postprocessing", manifest => manifest with { Postprocessing = new(10, 8, [1.5, 1, 1]) } },
        { "minClassShare", manifest => manifest with { Postprocessing = new(10, 26, [1.5, 1, 1], 1.01) } },
        { "minClassShare", manifest => manifest with { Postprocessing = new(10, 26, [1.5, 1, 1], -0.01) } },
        { "minMeanProbability", manifest => manifest with { Postprocessing = new(10, 26, [1.5, 1, 1], null, 1) } },
        { "minMeanProbability", manifest => manifest with { Postprocessing = new(10, 26, [1.5, 1, 1], null, -0.01) } },
        { "3d_unknown", manifest => manifest with { Configuration = "3d_unknown" } },
    };

    [Theory]
    [MemberData(nameof(BrokenManifests))]
    public void A_manifest_that_makes_no_sense_is_malformed(string names, Func<ModelManifest, ModelManifest> adjust)
    {
        _bundle.Write(adjust: adjust);
        Assert.Equal(ProblemCodes.ModelMalformed, _bundle.Problem(names));
    }

    [Fact]
    public void A_network_that_onnx_runtime_can_not_read_is_malformed()
    {
        var bundle = ModelBundle.Open(_bundle.Write().Folder).Bundle!;
        using var loaded = NetworkLoader.Load(bundle, new());
        Assert.Empty(loaded.Networks);
        Assert.Equal(ProblemCodes.ModelMalformed, loaded.Problem?.Code);
    }
}
