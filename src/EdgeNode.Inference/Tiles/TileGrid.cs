using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>Where the tiles of nnU-Net's sliding window start (2.8.1 <c>compute_steps_for_sliding_window</c>).</summary>
public static class TileGrid
{
    /// <summary>First voxels of the tiles, a0 outermost.</summary>
    /// <param name="image">Shape of the image, nowhere smaller than the tile.</param>
    /// <param name="tile">Shape of a tile.</param>
    /// <param name="step">Largest distance of neighbouring tiles as a share of the tile.</param>
    public static IReadOnlyList<ArrayShape> Origins(ArrayShape image, ArrayShape tile, double step) =>
        [
            .. from a0 in Along(image.A0, tile.A0, step)
               from a1 in Along(image.A1, tile.A1, step)
               from a2 in Along(image.A2, tile.A2, step)
               select new ArrayShape(a0, a1, a2),
        ];

    /// <summary>Origins along one axis: evenly spread, first 0, last image - tile, rounded to even.</summary>
    public static IReadOnlyList<int> Along(int image, int tile, double step)
    {
        if (image < tile)
        {
            throw new ArgumentOutOfRangeException(nameof(image), image, $"The image is smaller than the tile of {tile} voxels.");
        }

        var count = (int)Math.Ceiling((image - tile) / (tile * step)) + 1;
        var distance = count == 1 ? 0 : (image - tile) / (count - 1.0);
        return [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(distance * i, MidpointRounding.ToEven))];
    }
}
