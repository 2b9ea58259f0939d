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

    public ConstantTiles(TileInput input, IReadOnlyList<ArrayShape> origins, float? airUpTo, int folds)
    {
        _first = new int[origins.Count];
        var values = new Dictionary<long, int>();
        for (var i = 0; i < _first.Length; i++)
        {
            _first[i] = i;
            if (input.Constant(origins[i], airUpTo) is not { } value)
            {
                continue;
            }

            if (values.TryGetValue(value, out var first))
            {
                _first[i] = first;
                for (var fold = 0; fold < folds; fold++)
                {
                    _logits.TryAdd((first, fold), null);
                }
            }
            else if (values.Count < MostValues)
            {
                values.Add(value, i);
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
}
