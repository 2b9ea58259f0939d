using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Tests.Bundles;

/// <summary>What nnU-Net could compute and this version would compute differently must be refused.</summary>
public sealed class UnsupportedPlansTests : IDisposable
{
    private readonly BundleTestFolder _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Theory]
    [InlineData("preprocessor_name", "\"OtherPreprocessor\"", "OtherPreprocessor")]
    [InlineData("normalization_schemes", "[\"OtherNormalization\"]", "OtherNormalization")]
    [InlineData("normalization_schemes", "[\"CTNormalization\", \"ZScoreNormalization\"]", "one image channel")]
    [InlineData("resampling_fn_probabilities", "\"no_resampling_hack\"", "no_resampling_hack")]
    [InlineData("resampling_fn_data", "\"resample_otherwise\"", "resample_otherwise")]
    [InlineData("resampling_fn_data_kwargs", "{\"is_seg\": true, \"order\": 1, \"order_z\": 0}", "is_seg")]
    [InlineData("resampling_fn_data_kwargs", "{\"order\": 3, \"separate_z_anisotropy_threshold\": 2}", "threshold")]
    [InlineData("resampling_fn_data_kwargs", "{\"is_seg\": false, \"order\": 2, \"order_z\": 0}", "order 2")]
    [InlineData("resampling_fn_data_kwargs", "{\"is_seg\": false, \"order\": 3, \"order_z\": 1}", "order_z 1")]
    [InlineData("spacing", "[1.0, 1.0]", "2d")]
    public void Of_a_configuration(string key, string value, string names)
    {
        _bundle.FullRes[key] = JsonNode.Parse(value);
        Assert.Equal(ProblemCodes.ModelUnsupported, _bundle.Write().Problem(names));
    }

    [Theory]
    [InlineData("spacing", "[1.0, 1.0, 0.0]")]
    [InlineData("patch_size", "[8, 16, -1]")]
    [InlineData("patch_size", "\"large\"")]
    [InlineData("inherits_from", "\"3d_smaller\"")]
    [InlineData("inherits_from", "7")]
    [InlineData("architecture", "{\"arch_kwargs\": {\"strides\": [[1, 1, 1], [1, 2, 2], [2, 16, 2]]}}")]
    [InlineData("architecture", "{\"arch_kwargs\": {\"strides\": [[0, 1, 1]]}}")]
    [InlineData("pool_op_kernel_sizes", "[[1, 2, 2], [2, 16, 2]]")]
    [InlineData("normalization_schemes", "null")]
    public void A_configuration_that_makes_no_sense_is_malformed(string key, string value)
    {
        _bundle.FullRes[key] = JsonNode.Parse(value);
        Assert.Equal(ProblemCodes.ModelMalformed, _bundle.Write().Problem("plans.json"));
    }

    [Theory]
    [InlineData("transpose_forward", "[0, 1, 1]")]
    [InlineData("transpose_forward", "[1, 2, 0]")]
    [InlineData("transpose_backward", "[0, 1, 5]")]
    [InlineData("foreground_intensity_properties_per_channel", "{}")]
    [InlineData("foreground_intensity_properties_per_channel", "{\"0\": {\"mean\": 1}}")]
    [InlineData("configurations", "{\"3d_fullres\": null}")]
    public void Plans_that_make_no_sense_are_malformed(string key, string value)
    {
        _bundle.Plans[key] = JsonNode.Parse(value);
        Assert.Equal(ProblemCodes.ModelMalformed, _bundle.Write().Problem("plans.json"));
    }

    [Theory]
    [InlineData("{\"background\": 0, \"negative\": 1, \"ene\": 3}", "consecutive")]
    [InlineData("{\"background\": 0, \"node\": [1, 3], \"ene\": 3}", "consecutive")]
    [InlineData("{\"background\": 0}", "1 labels")]
    public void Of_the_labels(string labels, string names)
    {
        _bundle.Dataset["labels"] = JsonNode.Parse(labels);
        Assert.Equal(ProblemCodes.ModelUnsupported, _bundle.Write().Problem(names));
    }

    [Fact]
    public void Of_the_channels()
    {
        _bundle.Dataset["channel_names"] = JsonNode.Parse("""{"0": "CT", "1": "PET"}""");
        Assert.Equal(ProblemCodes.ModelUnsupported, _bundle.Write().Problem("2 image channels"));
    }

    [Fact]
    public void An_ignore_label_is_left_out()
    {
        _bundle.Dataset["labels"]!["ignore"] = 4;
        Assert.Equal(4, ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.Labels.Count);
    }

    [Fact]
    public void Torch_resampling_is_linear()
    {
        _bundle.FullRes["resampling_fn_data"] = "resample_torch_fornnunet";
        _bundle.FullRes["resampling_fn_data_kwargs"] = JsonNode.Parse("""{"is_seg": false, "force_separate_z": false, "memefficient_seg_resampling": false}""");
        Assert.Equal(new(Imaging.Resampling.InterpolationOrder.Linear, false), ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.ImageResampling);
    }

    [Fact]
    public void A_second_stage_needs_the_bundle_of_the_first()
    {
        _bundle.FullRes["previous_stage"] = "3d_small";
        Assert.Equal(ProblemCodes.ModelMalformed, _bundle.Write().Problem("3d_small"));
    }

    [Theory]
    [InlineData("resample_data_or_seg_to_shape", "{\"is_seg\": true, \"order\": 0}", LabelResamplingMethod.EachLabel)]
    [InlineData("resample_torch_fornnunet", "{\"is_seg\": true}", LabelResamplingMethod.HighestMap)]
    [InlineData("resample_torch_fornnunet", "{\"is_seg\": true, \"memefficient_seg_resampling\": true}", LabelResamplingMethod.EachLabelStrictly)]
    public void Labels_of_the_first_stage_are_resampled_as_the_plans_say(string function, string arguments, LabelResamplingMethod method) =>
        Assert.Equal(method, ResamplingReader.Labels(function, JsonSerializer.Deserialize(arguments, NnunetJson.Default.ResamplingArguments)!).Method);

    [Fact]
    public void Without_resampling_the_grid_is_the_volumes_own()
    {
        _bundle.FullRes["resampling_fn_data"] = "no_resampling_hack";
        Assert.Null(ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.ImageResampling);
    }
}
