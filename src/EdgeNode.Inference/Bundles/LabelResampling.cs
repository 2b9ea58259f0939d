using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Bundles;

/// <summary>How the labels of a cascade's first stage get to the grid of the second (nnU-Net 2.8.1 <c>resampling_fn_seg</c>).</summary>
/// <param name="Method">Which label a voxel takes.</param>
/// <param name="Rule">How the map of each label is resampled.</param>
public sealed record LabelResampling(LabelResamplingMethod Method, ResamplingRule? Rule);

/// <summary>Which label wins where the resampled maps of several labels meet.</summary>
public enum LabelResamplingMethod
{
    /// <summary>Every label, in ascending order, takes the voxels where its map reaches one half; none reached stays 0 (<c>resample_data_or_seg_to_shape</c>).</summary>
    EachLabel,

    /// <summary>A map above 0.7 takes a voxel at once, else the highest map does, the first of several (<c>resample_torch_fornnunet</c>).</summary>
    HighestMap,

    /// <summary>As the first, strictly above one half (<c>resample_torch_fornnunet</c> with <c>memefficient_seg_resampling</c>).</summary>
    EachLabelStrictly,

    /// <summary>The grid stays (<c>no_resampling_hack</c>).</summary>
    None,
}
