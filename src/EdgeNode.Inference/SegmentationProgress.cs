namespace EdgeNode.Inference;

/// <summary>The stages of a segmentation.</summary>
public enum SegmentationStage
{
    Preprocess,
    Network,
    Postprocess,
}

/// <summary>How far a segmentation is. Tiles are counted in the network stage; Total is 0 before it is known.</summary>
public readonly record struct SegmentationProgress(SegmentationStage Stage, int TilesDone, int TilesTotal);
