using System.Text.Json.Nodes;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Tests.Golden;

namespace EdgeNode.Inference.Tests.Bundles;

/// <summary>A bundle in a temporary folder whose files a test can change before (and after) they are pinned. Its network is no ONNX file.</summary>
internal sealed class BundleTestFolder : IDisposable
{
    private readonly string _sources = Directory.CreateTempSubdirectory("edgenode-sources-").FullName;

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenode-bundle-").FullName;

    public JsonObject Plans { get; } = JsonNode.Parse(
        """
        {
          "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2], "label_manager": "LabelManager",
          "foreground_intensity_properties_per_channel": {"0": {"mean": 30.0, "std": 90.0, "percentile_00_5": -160.0, "percentile_99_5": 260.0}},
          "configurations": {
            "3d_fullres": {
              "preprocessor_name": "DefaultPreprocessor", "patch_size": [8, 16, 16], "spacing": [1.5, 1.0, 1.0],
              "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false],
              "resampling_fn_data": "resample_data_or_seg_to_shape",
              "resampling_fn_data_kwargs": {"is_seg": false, "order": 3, "order_z": 0, "force_separate_z": null},
              "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
              "resampling_fn_probabilities_kwargs": {"is_seg": false, "order": 1, "order_z": 0, "force_separate_z": null}
            },
            "3d_small": {"inherits_from": "3d_fullres", "patch_size": [4, 8, 8]},
            "3d_smaller": {"inherits_from": "3d_small", "spacing": [3.0, 2.0, 2.0]}
          }
        }
        """)!.AsObject();

    public JsonObject Dataset { get; } = JsonNode.Parse(
        """{"channel_names": {"0": "CT"}, "labels": {"background": 0, "negative": 1, "positive": 2, "ene": 3}, "file_ending": ".nii.gz"}""")!.AsObject();

    public JsonObject FullRes => Plans["configurations"]!["3d_fullres"]!.AsObject();

    public BundleTestFolder Write(string configuration = "3d_fullres", Func<ModelManifest, ModelManifest>? adjust = null)
    {
        var (network, plans, dataset) = (Path.Combine(_sources, "network"), Path.Combine(_sources, "plans"), Path.Combine(_sources, "dataset"));
        File.WriteAllText(network, "not a network");
        File.WriteAllText(plans, Plans.ToJsonString());
        File.WriteAllText(dataset, Dataset.ToJsonString());
        BundleWriter.Write(Folder, configuration, network, plans, dataset, adjust ?? (manifest => manifest));
        return this;
    }

    /// <summary>Opens the bundle and returns the code of its problem; the text must name what it is about.</summary>
    public string Problem(string names)
    {
        var result = ModelBundle.Open(Folder);
        Assert.Null(result.Bundle);
        Assert.Contains(names, result.Problem!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Problem.Text);
        return result.Problem.Code;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Dispose()
    {
        Directory.Delete(Folder, true);
        Directory.Delete(_sources, true);
    }
}
