using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Bundles;

/// <summary>
/// nnU-Net's resampling functions by name (2.8.1): <c>resample_data_or_seg_to_shape</c>, <c>resample_torch_fornnunet</c> and
/// <c>no_resampling_hack</c>. What would be computed differently is refused.
/// </summary>
internal static class ResamplingReader
{
    /// <summary>For images and logits; null for the function that leaves the grid as it is.</summary>
    public static ResamplingRule? Volumes(string function, ResamplingArguments arguments)
    {
        Refuse(arguments.IsSeg, "image and probabilities must not be resampled as segmentations (is_seg).");
        return Rule(function, arguments);
    }

    /// <summary>For the labels of the stage before.</summary>
    public static LabelResampling Labels(string? function, ResamplingArguments arguments)
    {
        Refuse(!arguments.IsSeg, "labels must be resampled as segmentations (is_seg).");
        var rule = Rule(function ?? "resample_data_or_seg_to_shape", arguments);
        return new(
            function switch
            {
                "no_resampling_hack" => LabelResamplingMethod.None,
                "resample_torch_fornnunet" when arguments.MemefficientSegResampling => LabelResamplingMethod.EachLabelStrictly,
                "resample_torch_fornnunet" => LabelResamplingMethod.HighestMap,
                _ => LabelResamplingMethod.EachLabel,
            },
            rule);
    }

    private static ResamplingRule? Rule(string function, ResamplingArguments arguments)
    {
        Refuse(arguments.SeparateZAnisotropyThreshold != 3, $"separate_z_anisotropy_threshold {arguments.SeparateZAnisotropyThreshold} is not supported.");
        switch (function)
        {
            case "resample_data_or_seg_to_shape":
                Refuse(arguments.Order is not (0 or 1 or 3), $"resampling order {arguments.Order} is not supported.");
                Refuse(arguments.OrderZ != 0, $"resampling order_z {arguments.OrderZ} is not supported.");
                return new((InterpolationOrder)arguments.Order, arguments.ForceSeparateZ);
            case "resample_torch_fornnunet":
                Refuse(arguments.Mode != "linear", $"resampling mode '{arguments.Mode}' is not supported.");
                Refuse(arguments.AnisoAxisMode != "nearest-exact", $"resampling mode '{arguments.AnisoAxisMode}' is not supported.");

                // Trilinear without clip: the same coordinates and weights as order 1, where nothing is ever clipped.
                return new(InterpolationOrder.Linear, arguments.ForceSeparateZ);
            case "no_resampling_hack":
                return null;
            default:
                throw ModelException.Unsupported("plans.json", $"resampling function '{function}' is not supported.");
        }
    }

    private static void Refuse(bool condition, string what)
    {
        if (condition)
        {
            throw ModelException.Unsupported("plans.json", what);
        }
    }
}
