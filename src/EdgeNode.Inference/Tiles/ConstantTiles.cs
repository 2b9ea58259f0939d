using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// Tiles that hold one single value throughout (air, once the CT window has cut it) all get the logits of the first of them: the same input gives the
/// same output, so nothing changes but the time.
/// </summary>
internal sealed class ConstantTiles
{
    // Logits are kept for each value; real volumes have one or two.
    private const int MostValues = 4;

    private readonly int[] _first;
    private readonly Dictionary<(int Tile, int Fold), float[]?> _logits = [];

    public ConstantTiles(float[] voxels, ArrayShape image, IReadOnlyList<ArrayShape> origins, ArrayShape tile, int folds)
    {
        _first = new int[origins.Count];
        var values = new Dictionary<int, int>();
        for (var i = 0; i < _first.Length; i++)
        {
            _first[i] = i;
            if (Value(voxels, image, origins[i], tile) is not { } value)
            {
                continue;
            }

            // Bits, so that -0 is not taken for 0.
            var bits = BitConverter.SingleToInt32Bits(value);
            if (values.TryGetValue(bits, out var first))
            {
                _first[i] = first;
                for (var fold = 0; fold < folds; fold++)
                {
                    _logits.TryAdd((first, fold), null);
                }
            }
            else if (values.Count < MostValues)
            {
                values.Add(bits, i);
            }
        }
    }

    /// <summary>Tiles that need no run.</summary>
    public int Reused => _first.Where((first, i) => first != i).Count();

    public bool IsReused(int tile) => _first[tile] != tile;

    /// <summary>Keeps the logits of a tile that others will reuse. Call in tile order.</summary>
    public void Keep(int tile, int fold, float[] logits)
    {
        if (_logits.TryGetValue((tile, fold), out var kept) && kept is null)
        {
            _logits[(tile, fold)] = [.. logits];
        }
    }

    /// <summary>Logits for a tile that needs no run. Call in tile order.</summary>
    public float[] LogitsOf(int tile, int fold) => _logits[(_first[tile], fold)] ?? throw new InvalidOperationException("The first tile of this value has not run.");

    private static float? Value(float[] voxels, ArrayShape image, ArrayShape origin, ArrayShape tile)
    {
        var value = voxels[Box.Row(image, origin, tile, 0)];
        for (var row = 0; row < tile.A0 * tile.A1; row++)
        {
            if (voxels.AsSpan(Box.Row(image, origin, tile, row), tile.A2).ContainsAnyExcept(value))
            {
                return null;
            }
        }

        return value;
    }
}
