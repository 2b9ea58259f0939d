namespace EdgeNode.Inference.Tiles;

/// <summary>Tiles that are done, of all tiles of a study.</summary>
public readonly record struct TileProgress(int Done, int Total);
