using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>How an image is cut into tiles and put together again.</summary>
internal sealed record SlidingWindowSettings
{
    public required ArrayShape Tile { get; init; }

    public double Step { get; init; } = 0.5;

    public bool UseGaussian { get; init; } = true;

    public IReadOnlyList<int> MirrorAxes { get; init; } = [];

    public Accumulation Accumulation { get; init; } = Accumulation.FullPrecision;

    public bool ReuseConstantTiles { get; init; } = true;

    /// <summary>Tiles of nothing but air, noise included, count as one constant: not exact.</summary>
    public bool ReuseAirTiles { get; init; }

    /// <summary>Tiles under way at the same time.</summary>
    public int Workers { get; init; } = 1;
}

/// <param name="Finite">False where the network answered NaN or infinity; planes may have been handed on before.</param>
/// <param name="TilesRun">Tiles the networks computed.</param>
/// <param name="TilesReused">Tiles whose logits were known.</param>
internal sealed record SlidingWindowResult(bool Finite, int TilesRun, int TilesReused);
