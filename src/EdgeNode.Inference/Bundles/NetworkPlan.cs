using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Bundles;

/// <summary>What nnU-Net's plans and dataset ask of inference. Spacing and patch are in transposed axis order, as in plans.json.</summary>
public sealed record NetworkPlan
{
    /// <summary>Network axis i is array axis TransposeForward[i].</summary>
    public required IReadOnlyList<int> TransposeForward { get; init; }

    /// <summary>Spacing the network was trained at, mm.</summary>
    public required ArraySpacing Spacing { get; init; }

    /// <summary>Tile the network sees at once, voxels.</summary>
    public required ArrayShape PatchSize { get; init; }

    public required IntensityNormalization Normalization { get; init; }

    /// <summary>How the image gets to the network's spacing; null where it keeps its own grid (nnU-Net's <c>no_resampling_hack</c>).</summary>
    public required ResamplingRule? ImageResampling { get; init; }

    /// <summary>How the labels of the stage before get to the network's spacing.</summary>
    public LabelResampling PreviousResampling { get; init; } = new(LabelResamplingMethod.EachLabel, new(InterpolationOrder.Linear));

    /// <summary>How logits get back to the source grid.</summary>
    public required ResamplingRule LogitResampling { get; init; }

    public required LabelTable Table { get; init; }

    /// <summary>Label names; index = label, 0 is the background.</summary>
    public IReadOnlyList<string> Labels => Table.Names;

    /// <summary>Configuration of the stage whose labels this one sees; null where there is none.</summary>
    public string? PreviousStage { get; init; }

    /// <summary>Input channels: the CT, and one for each foreground label of the stage before.</summary>
    public int Channels => PreviousStage is null ? 1 : 1 + Table.ForegroundLabels;
}

/// <summary>nnU-Net's normalisation scheme of the CT channel.</summary>
public enum NormalizationScheme
{
    CT,
    ZScore,
    None,
    RescaleTo01,
    RgbTo01,
}

/// <param name="Scheme">Which formula.</param>
/// <param name="Mean">HU; CT only.</param>
/// <param name="Std">HU; CT only.</param>
/// <param name="Lower">HU below which values are cut; CT only.</param>
/// <param name="Upper">HU above which values are cut; CT only.</param>
/// <param name="InMask">Only voxels of the filled non-zero mask count and change (<c>use_mask_for_norm</c>); ZScore only.</param>
public sealed record IntensityNormalization(
    NormalizationScheme Scheme,
    double Mean = 0,
    double Std = 1,
    double Lower = double.NegativeInfinity,
    double Upper = double.PositiveInfinity,
    bool InMask = false);
