using System.Diagnostics.CodeAnalysis;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Labelling;

namespace EdgeNode.Inference;

/// <summary>What the network found in a volume, before any component is removed.</summary>
/// <param name="Labels">uint8 labels on the grid of the CT: 0 background, else the labels of dataset.json.</param>
/// <param name="Foreground">Probabilities of the labelled voxels.</param>
/// <param name="Border">Where the network's border of the nodes lies between voxels.</param>
/// <param name="Timings">How long each stage took.</param>
/// <param name="TilesRun">Tiles the network computed.</param>
/// <param name="TilesReused">Tiles of one constant value whose logits were known from another.</param>
public sealed record Segmentation(
    Volume<byte> Labels,
    ForegroundProbabilities Foreground,
    SubvoxelBorder Border,
    StageTimings Timings,
    int TilesRun,
    int TilesReused);

/// <summary>Elapsed time of the stages: to the network's grid, the tiles, and back to the source grid.</summary>
public sealed record StageTimings(TimeSpan Preprocess, TimeSpan Network, TimeSpan Postprocess);

/// <summary>A segmentation, or why there is none; exactly one of the two is set.</summary>
public sealed record SegmentationResult(Segmentation? Segmentation, InferenceProblem? Problem)
{
    [MemberNotNullWhen(true, nameof(Segmentation))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Segmentation is not null;
}
