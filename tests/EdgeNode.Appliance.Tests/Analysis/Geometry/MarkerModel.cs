using System.Text;
using EdgeNode.Appliance.Models;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>
/// A bundle whose network is one convolution of 1x1x1: it tells classes by HU alone, so that labels lie exactly where the voxels do. Lines of growing slope
/// make it: the highest of 0, x - a, 2x - a - b, 3x - a - b - c changes at a, b and c.
/// </summary>
public sealed class MarkerModel : IDisposable
{
    // Thresholds of 1.5, 4.5 and 7.5 hundred HU: the normalisation below divides by 100.
    private static readonly float[] Slopes = [0, 1, 2, 3];
    private static readonly float[] Offsets = [0, -1.5f, -6, -13.5f];

    private const string Plans =
        """
        {
          "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
          "foreground_intensity_properties_per_channel": {"0": {"mean": 0.0, "std": 100.0, "percentile_00_5": -1000.0, "percentile_99_5": 1500.0}},
          "configurations": {
            "3d_fullres": {
              "preprocessor_name": "DefaultPreprocessor", "patch_size": [24, 48, 48], "spacing": [3.0, 1.9, 1.9],
              "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false],
              "resampling_fn_data": "resample_data_or_seg_to_shape",
              "resampling_fn_data_kwargs": {"is_seg": false, "order": 3, "order_z": 0, "force_separate_z": null},
              "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
              "resampling_fn_probabilities_kwargs": {"is_seg": false, "order": 1, "order_z": 0, "force_separate_z": null}
            }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-marker-model").FullName;

    public MarkerModel()
    {
        File.WriteAllText(Of("plans.json"), Plans);
        File.WriteAllText(Of("dataset.json"), """{"channel_names": {"0": "CT"}, "labels": {"background": 0, "negative": 1, "positive": 2, "ENE": 3}, "file_ending": ".nii.gz"}""");
        File.WriteAllBytes(Of("network.onnx"), Network());
        Pack(Bundle, minClassShare: null);
    }

    /// <summary>Folder of the bundle.</summary>
    public string Bundle => Of("bundle");

    internal ActiveModel Load() => Load(Bundle);

    /// <summary>The same network in a bundle with another rule for the class of a component, or for which of them are findings.</summary>
    internal ActiveModel Load(double? minClassShare, double? minMeanProbability = null)
    {
        var bundle = Of($"bundle-{minClassShare}-{minMeanProbability}");
        if (!Directory.Exists(bundle))
        {
            Pack(bundle, minClassShare, minMeanProbability);
        }

        return Load(bundle);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ActiveModel Load(string bundle) => ModelLoading.Load(new() { Model = bundle, Provider = "cpu" }, TimeProvider.System) is { Model: { } model } ? model : throw new InvalidOperationException();

    private void Pack(string bundle, double? minClassShare, double? minMeanProbability = null)
    {
        var packed = ModelPacking.Pack(
            new()
            {
                Plans = Of("plans.json"),
                Dataset = Of("dataset.json"),
                Configuration = "3d_fullres",
                Networks = [Of("network.onnx")],
                Id = "markers",
                MinClassShare = minClassShare,
                MinMeanProbability = minMeanProbability,
                Out = bundle,
            },
            SyntheticTile.Of);
        Assert.Null(packed.Problem);
        Assert.Equal((minClassShare, minMeanProbability), (packed.Bundle!.Manifest.Postprocessing?.MinClassShare, packed.Bundle.Manifest.Postprocessing?.MinMeanProbability));
    }

    private string Of(string name) => Path.Combine(_folder, name);

    /// <summary>onnx.proto3, IR 8, opset 17: field numbers as there.</summary>
    private static byte[] Network() =>
    [
        .. Number(1, 8),
        .. Message(7,
            [
                .. Message(1, [.. Text(1, "input"), .. Text(1, "slopes"), .. Text(1, "offsets"), .. Text(2, "logits"), .. Text(4, "Conv")]),
                .. Text(2, "markers"),
                .. Tensor("slopes", Slopes, 4, 1, 1, 1, 1),
                .. Tensor("offsets", Offsets, 4),
                .. Message(11, Value("input", 1)),
                .. Message(12, Value("logits", 4)),
            ]),
        .. Message(8, Number(2, 17)),
    ];

    private static byte[] Value(string name, int channels) =>
    [
        .. Text(1, name),
        .. Message(2, Message(1, [.. Number(1, 1), .. Message(2, [.. Named("n"), .. Message(1, Number(1, channels)), .. Named("d"), .. Named("h"), .. Named("w")])])),
    ];

    private static byte[] Tensor(string name, float[] values, params int[] dimensions) =>
        Message(5, [.. dimensions.SelectMany(n => Number(1, n)), .. Number(2, 1), .. Text(8, name), .. Message(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static byte[] Named(string dimension) => Message(1, Text(2, dimension));

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
