using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tiles;

/// <summary>Cuts tiles out of what the network sees, padded where it is smaller than a tile: the image, then one channel of 0 and 1 for each label of the stage before.</summary>
internal sealed class TileInput
{
    private readonly float[] _voxels;
    private readonly byte[]? _previous;
    private readonly ArrayShape _tile;

    public TileInput(NetworkImage image, ArrayShape tile)
    {
        (_voxels, Shape, Low) = Box.Pad(image.Voxels, image.Shape, tile);
        _previous = image.Previous is { } labels ? Box.Pad(labels, image.Shape, tile).Voxels : null;
        (_tile, Channels) = (tile, image.Channels);
    }

    /// <summary>Shape with the padding.</summary>
    public ArrayShape Shape { get; }

    /// <summary>Where the image starts in it.</summary>
    public ArrayShape Low { get; }

    public int Channels { get; }

    /// <summary>Fills all channels of the tile that starts at a voxel.</summary>
    public void Fill(ArrayShape origin, float[] input)
    {
        Box.Copy(_voxels, Shape, origin, input, _tile);
        for (var row = 0; _previous is not null && row < _tile.A0 * _tile.A1; row++)
        {
            var labels = _previous.AsSpan(Box.Row(Shape, origin, _tile, row), _tile.A2);
            for (var label = 1; label < Channels; label++)
            {
                var channel = input.AsSpan((int)(label * _tile.Voxels) + (row * _tile.A2), _tile.A2);
                for (var i = 0; i < channel.Length; i++)
                {
                    channel[i] = labels[i] == label ? 1 : 0;
                }
            }
        }
    }

    /// <summary>What a tile holds where it holds the same throughout, as a number; null otherwise.</summary>
    /// <param name="origin">First voxel of the tile.</param>
    /// <param name="airUpTo">All values up to this one count as the same; null for none.</param>
    public long? Constant(ArrayShape origin, float? airUpTo)
    {
        var first = Box.Row(Shape, origin, _tile, 0);
        var (value, label) = (_voxels[first], _previous?[first] ?? 0);
        var air = value <= airUpTo;
        for (var row = 0; row < _tile.A0 * _tile.A1; row++)
        {
            var at = Box.Row(Shape, origin, _tile, row);
            var voxels = _voxels.AsSpan(at, _tile.A2);
            var same = air ? !voxels.ContainsAnyExceptInRange(float.NegativeInfinity, airUpTo!.Value) : !voxels.ContainsAnyExcept(value);
            if (!same || (_previous is not null && _previous.AsSpan(at, _tile.A2).ContainsAnyExcept((byte)label)))
            {
                return null;
            }
        }

        // Bits, so that -0 is not taken for 0.
        return ((long)label << 32) | (air ? uint.MaxValue : BitConverter.SingleToUInt32Bits(value));
    }
}
