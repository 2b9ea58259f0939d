using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference;

/// <summary>How a segmenter works; labels depend on <see cref="Accumulation"/> only.</summary>
public sealed record SegmenterOptions
{
    /// <summary>Tiles under way at the same time; use with one thread inside a run.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    public Accumulation Accumulation { get; init; } = Accumulation.FullPrecision;

    /// <summary>Compute tiles of one constant value once.</summary>
    public bool ReuseConstantTiles { get; init; } = true;

    /// <summary>Most voxels at the network's spacing; 4 classes take 16 bytes a voxel. 512x512x400 at its own spacing is 105 million.</summary>
    public long MaximumVoxels { get; init; } = 128_000_000;
}
