using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference;

/// <summary>How a segmenter works; labels depend on what <see cref="Deviations"/> names, and a little on <see cref="Accumulation"/>.</summary>
public sealed record SegmenterOptions
{
    /// <summary>Tiles under way at the same time; use with one thread inside a run.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    public Accumulation Accumulation { get; init; } = Accumulation.HalfCompatible;

    /// <summary>Compute tiles of one constant value once.</summary>
    public bool ReuseConstantTiles { get; init; } = true;

    /// <summary>Crop to the patient before anything else: not nnU-Net's labels, but far fewer tiles in a wide field of view.</summary>
    public bool BodyBox { get; init; }

    /// <summary>Let tiles of nothing but air, noise included, share the logits of the first of them: not exact where normalisation keeps that noise.</summary>
    public bool ReuseAirTiles { get; init; }

    /// <summary>Distance of neighbouring tiles as a share of the tile instead of the bundle's, above 0 and at most 1; null for the bundle's.</summary>
    public double? TileStep { get; init; }

    /// <summary>Every option in use that makes this anything else than nnU-Net's own inference, for the record of a result.</summary>
    public IReadOnlyList<string> Deviations =>
    [
        .. BodyBox ? ["body-box"] : Array.Empty<string>(),
        .. ReuseAirTiles ? ["air-tiles"] : Array.Empty<string>(),
        .. Accumulation == Accumulation.FullPrecision ? ["full-precision"] : Array.Empty<string>(),
        .. TileStep is { } step ? [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tile-step-{step}")] : Array.Empty<string>(),
    ];

    /// <summary>Most voxels at the network's spacing; 4 classes take 16 bytes a voxel. 512x512x400 at its own spacing is 105 million.</summary>
    public long MaximumVoxels { get; init; } = 128_000_000;
}
