namespace EdgeNode.Inference.Bundles;

/// <summary>
/// What the output channels of a network mean. Without regions channel n is label n and the highest logit wins; with regions each channel says by
/// its own sigmoid whether a voxel lies in its region, and later regions overwrite earlier ones (nnU-Net 2.8.1 <c>LabelManager</c>).
/// </summary>
/// <param name="Names">Names of the labels that can be written; index = label, 0 is the background.</param>
/// <param name="RegionLabels">The label that the region of each output channel writes, in this order; null without regions.</param>
/// <param name="ForegroundLabels">Labels above 0 of dataset.json, whether a region writes them or not.</param>
public sealed record LabelTable(IReadOnlyList<string> Names, IReadOnlyList<byte>? RegionLabels, int ForegroundLabels)
{
    /// <summary>Output channels of the network.</summary>
    public int Heads => RegionLabels?.Count ?? Names.Count;
}
