using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// Runs a tile and its mirror images and averages the logits (nnU-Net's test-time augmentation). Holds buffers: one instance for one thread.
/// </summary>
internal sealed class MirroredTile
{
    private readonly INetwork _network;
    private readonly ArrayShape _tile;
    private readonly int[][] _mirrors;
    private readonly bool _half;
    private readonly float[] _flipped;
    private readonly float[] _answer;

    /// <param name="network">Computes one tile.</param>
    /// <param name="tile">Shape of all tiles.</param>
    /// <param name="axes">Axes over which to mirror; all their combinations are run.</param>
    /// <param name="half">Round every step to half precision, as a half network does.</param>
    public MirroredTile(INetwork network, ArrayShape tile, IReadOnlyList<int> axes, bool half)
    {
        _network = network;
        _tile = tile;
        _half = half;
        _mirrors = Combinations([.. axes.Order()]);
        _flipped = _mirrors.Length > 0 ? new float[tile.Voxels * network.Channels] : [];
        _answer = _mirrors.Length > 0 ? new float[tile.Voxels * network.Classes] : [];
    }

    public void Run(float[] tile, float[] logits, CancellationToken cancellation)
    {
        Compute(tile, logits, cancellation);
        foreach (var axes in _mirrors)
        {
            Flip(tile, _flipped, axes);
            Compute(_flipped, _answer, cancellation);
            AddFlipped(_answer, logits, axes);
        }

        if (_mirrors.Length > 0)
        {
            TensorPrimitives.Divide(logits, _mirrors.Length + 1, logits);
            Round(logits);
        }
    }

    private void Compute(float[] tile, float[] logits, CancellationToken cancellation)
    {
        _network.Run(tile, _tile, logits, cancellation);
        Round(logits);
    }

    private void AddFlipped(float[] from, float[] to, int[] axes)
    {
        for (var row = 0; row < to.Length / _tile.A2; row++)
        {
            var source = from.AsSpan(Mirrored(row, axes) * _tile.A2, _tile.A2);
            var target = to.AsSpan(row * _tile.A2, _tile.A2);
            if (axes.Contains(2))
            {
                source.Reverse();
            }

            TensorPrimitives.Add(target, source, target);
        }

        Round(to);
    }

    private void Flip(float[] from, float[] to, int[] axes)
    {
        for (var row = 0; row < to.Length / _tile.A2; row++)
        {
            var target = to.AsSpan(row * _tile.A2, _tile.A2);
            from.AsSpan(Mirrored(row, axes) * _tile.A2, _tile.A2).CopyTo(target);
            if (axes.Contains(2))
            {
                target.Reverse();
            }
        }
    }

    private int Mirrored(int row, int[] axes)
    {
        var (volume, i0, i1) = (row / _tile.A1 / _tile.A0, row / _tile.A1 % _tile.A0, row % _tile.A1);
        i0 = axes.Contains(0) ? _tile.A0 - 1 - i0 : i0;
        i1 = axes.Contains(1) ? _tile.A1 - 1 - i1 : i1;
        return (((volume * _tile.A0) + i0) * _tile.A1) + i1;
    }

    private void Round(float[] values)
    {
        if (_half)
        {
            HalfRounding.Round(values);
        }
    }

    // Subsets by size, then in lexicographic order; float sums depend on it.
    private static int[][] Combinations(int[] axes) =>
    [
        .. Enumerable.Range(1, (1 << axes.Length) - 1)
            .Select(bits => axes.Where((_, i) => (bits & (1 << i)) != 0).ToArray())
            .OrderBy(subset => subset.Length)
            .ThenBy(subset => string.Concat(subset), StringComparer.Ordinal),
    ];
}
