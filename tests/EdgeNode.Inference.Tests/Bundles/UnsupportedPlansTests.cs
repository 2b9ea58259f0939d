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
    [InlineData("normalization_schemes", "[\"RGBTo01Normalization\"]", "RGBTo01Normalization")]
    [InlineData("normalization_schemes", "[\"CTNormalization\", \"ZScoreNormalization\"]", "one image channel")]
    [InlineData("use_mask_for_norm", "[true]", "use_mask_for_norm")]
    [InlineData("resampling_fn_data", "\"no_resampling_hack\"", "no_resampling_hack")]
    [InlineData("resampling_fn_data_kwargs", "{\"is_seg\": false, \"order\": 2, \"order_z\": 0}", "order 2")]
    [InlineData("resampling_fn_data_kwargs", "{\"is_seg\": false, \"order\": 3, \"order_z\": 1}", "order_z 1")]
    [InlineData("resampling_fn_probabilities_kwargs", "{\"is_seg\": false, \"order\": 3, \"order_z\": 0}", "probabilities")]
    [InlineData("spacing", "[1.0, 1.0]", "2d")]
    [InlineData("previous_stage", "\"3d_lowres\"", "cascade")]
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
    [InlineData("{\"background\": 0, \"node\": [1, 2], \"ene\": 2}", "region")]
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
}
