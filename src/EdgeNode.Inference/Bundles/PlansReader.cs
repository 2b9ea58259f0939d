using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Bundles;

/// <summary>
/// Reads one configuration of nnU-Net v2's plans.json (format of 2.8.1): <c>inherits_from</c> resolved, everything that would be computed
/// differently from nnU-Net refused.
/// </summary>
internal static class PlansReader
{
    private const string File = "plans.json";

    public static NetworkPlan Read(PlansFile plans, string configuration, LabelTable labels)
    {
        var entry = Entry(plans, configuration);
        Refuse(plans.LabelManager is not (null or "LabelManager"), $"label manager '{plans.LabelManager}' is not supported.");
        Refuse(entry.PreprocessorName != "DefaultPreprocessor", $"preprocessor '{entry.PreprocessorName}' is not supported.");
        Refuse(entry.Spacing.Length == 2 || entry.PatchSize.Length == 2, $"configuration '{configuration}' is 2d; only 3d networks are supported.");
        Require(
            entry.Spacing.Length == 3 && entry.Spacing.All(s => double.IsFinite(s) && s > 0)
            && entry.PatchSize.Length == 3 && entry.PatchSize.All(p => p is > 0 and <= 4096),
            "spacing and patch_size need three positive numbers each.");
        Require(FitsStrides(entry), "patch_size is not a multiple of the network's total stride.");
        Require(
            plans.TransposeForward.Order().SequenceEqual([0, 1, 2])
            && plans.TransposeBackward.Order().SequenceEqual([0, 1, 2])
            && Enumerable.Range(0, 3).All(i => plans.TransposeForward[plans.TransposeBackward[i]] == i),
            "transpose_forward and transpose_backward are not inverse permutations of three axes.");

        var image = ResamplingReader.Volumes(entry.ResamplingFnData, entry.ResamplingFnDataKwargs);
        var probabilities = ResamplingReader.Volumes(entry.ResamplingFnProbabilities, entry.ResamplingFnProbabilitiesKwargs);
        Refuse(image is not null && probabilities is null, "probabilities keep the network's grid (no_resampling_hack) though the image was resampled.");
        var previous = entry.PreviousStage is null ? null : ResamplingReader.Labels(entry.ResamplingFnSeg, entry.ResamplingFnSegKwargs);
        Refuse(
            previous is not null && (image is null) != (previous.Method == LabelResamplingMethod.None),
            "the image and the labels of the stage before do not come to the same grid (no_resampling_hack for one of them).");
        return new()
        {
            TransposeForward = plans.TransposeForward,
            Spacing = new(entry.Spacing[0], entry.Spacing[1], entry.Spacing[2]),
            PatchSize = new(entry.PatchSize[0], entry.PatchSize[1], entry.PatchSize[2]),
            Normalization = Normalization(plans, entry),
            ImageResampling = image,
            LogitResampling = probabilities ?? new(InterpolationOrder.Linear),
            PreviousStage = entry.PreviousStage,
            PreviousResampling = previous ?? new(LabelResamplingMethod.EachLabel, new(InterpolationOrder.Linear)),
            Table = labels,
        };
    }

    private static ConfigurationEntry Entry(PlansFile plans, string configuration)
    {
        var merged = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var name = configuration; name is not null;)
        {
            Require(seen.Add(name), $"configuration '{configuration}' inherits from itself.");
            Require(plans.Configurations.TryGetValue(name, out var own) && own is not null, $"configuration '{name}' is not there.");
            foreach (var (key, value) in own!.Where(pair => !merged.ContainsKey(pair.Key)))
            {
                merged[key] = value?.DeepClone();
            }

            name = own!.TryGetPropertyValue("inherits_from", out var parent) ? (string?)parent : null;
        }

        return merged.Deserialize(NnunetJson.Default.ConfigurationEntry) ?? throw ModelException.Malformed(File, "empty configuration.");
    }

    // A patch that can not be halved as often as the network does fails inside the network, at the first study.
    private static bool FitsStrides(ConfigurationEntry entry) =>
        (entry.Architecture?.ArchKwargs?.Strides ?? entry.PoolOpKernelSizes) is not { } strides
        || strides.All(stage => stage is { Length: 3 } && stage.All(stride => stride is > 0 and < 64))
        && Enumerable.Range(0, 3).All(axis => entry.PatchSize[axis] % strides.Aggregate(1L, (total, stage) => total * stage[axis]) == 0);

    private static IntensityNormalization Normalization(PlansFile plans, ConfigurationEntry entry)
    {
        Refuse(entry.NormalizationSchemes.Length != 1, "only networks with one image channel are supported.");
        switch (entry.NormalizationSchemes[0])
        {
            case "CTNormalization":
                IntensityProperties? ct = null;
                (plans.ForegroundIntensityPropertiesPerChannel ?? plans.ForegroundIntensityPropertiesByModality)?.TryGetValue("0", out ct);
                Require(ct is not null, "CTNormalization needs foreground_intensity_properties_per_channel.");
                Require(
                    double.IsFinite(ct!.Mean) && double.IsFinite(ct.Std) && ct.Std >= 0 && ct.Percentile005 <= ct.Percentile995,
                    "foreground_intensity_properties_per_channel are not usable.");
                return new(NormalizationScheme.CT, ct.Mean, ct.Std, ct.Percentile005, ct.Percentile995);
            case "ZScoreNormalization":
                // The only scheme of nnU-Net 2.8.1 that looks at the mask.
                return new(NormalizationScheme.ZScore, InMask: entry.UseMaskForNorm.FirstOrDefault());
            case "NoNormalization":
                return new(NormalizationScheme.None);
            case "RescaleTo01Normalization":
                return new(NormalizationScheme.RescaleTo01);
            case "RGBTo01Normalization":
                return new(NormalizationScheme.RgbTo01);
            default:
                throw ModelException.Unsupported(File, $"normalisation '{entry.NormalizationSchemes[0]}' is not supported.");
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw ModelException.Malformed(File, what);
        }
    }

    private static void Refuse(bool condition, string what)
    {
        if (condition)
        {
            throw ModelException.Unsupported(File, what);
        }
    }
}
