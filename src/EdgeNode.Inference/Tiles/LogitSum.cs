using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// Adds up weighted tiles and divides by the sum of the weights. Tiles must be added in a fixed order: sums of floats depend on it. Only as many planes
/// (fixed a0) are held as a tile is deep: tiles come in the order of a0, so what lies before the next tile is finished and makes room.
/// </summary>
internal abstract class LogitSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights)
{
    private readonly float[][] _sum = [.. Enumerable.Range(0, classes).Select(_ => new float[checked(tile.A0 * image.A1 * image.A2)])];
    private readonly float[] _total = new float[checked(tile.A0 * image.A1 * image.A2)];
    private readonly float[] _weights = [.. weights.Select(weight => (float)weight)];

    protected int Classes { get; } = classes;

    protected ArrayShape Tile { get; } = tile;

    /// <summary>Voxels of a plane of the image.</summary>
    protected int PlaneVoxels { get; } = image.A1 * image.A2;

    public static LogitSum Create(Accumulation accumulation, int classes, ArrayShape image, ArrayShape tile, Half[] weights) => accumulation switch
    {
        Accumulation.FullPrecision => new SingleSum(classes, image, tile, weights),
        _ => new HalfSum(classes, image, tile, weights, accumulation == Accumulation.HalfCompatibleHalfNetwork),
    };

    /// <summary>Adds the logits of the tile that starts at <paramref name="origin"/>.</summary>
    public abstract void Add(ArrayShape origin, float[] logits);

    /// <summary>The weighted mean of a class on a plane to which no further tile will be added.</summary>
    public virtual void Mean(int plane, int c, Span<float> result) =>
        TensorPrimitives.Divide(_sum[c].AsSpan(At(plane), PlaneVoxels), _total.AsSpan(At(plane), PlaneVoxels), result);

    /// <summary>Makes room for the plane that lies a tile's depth behind this one.</summary>
    public void Clear(int plane)
    {
        _total.AsSpan(At(plane), PlaneVoxels).Clear();
        foreach (var sum in _sum)
        {
            sum.AsSpan(At(plane), PlaneVoxels).Clear();
        }
    }

    /// <summary>Where a plane starts in memory.</summary>
    protected int At(int plane) => plane % Tile.A0 * PlaneVoxels;

    /// <summary>Where a row of the tile starts in memory.</summary>
    protected int At(ArrayShape origin, int row) =>
        At(origin.A0 + (row / Tile.A1)) + ((origin.A1 + (row % Tile.A1)) * image.A2) + origin.A2;

    private sealed class SingleSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights) : LogitSum(classes, image, tile, weights)
    {
        public override void Add(ArrayShape origin, float[] logits)
        {
            for (var row = 0; row < Tile.A0 * Tile.A1; row++)
            {
                var at = At(origin, row);
                var weight = _weights.AsSpan(row * Tile.A2, Tile.A2);
                var total = _total.AsSpan(at, Tile.A2);
                TensorPrimitives.Add(total, weight, total);
                for (var c = 0; c < Classes; c++)
                {
                    var sum = _sum[c].AsSpan(at, Tile.A2);
                    TensorPrimitives.MultiplyAdd(logits.AsSpan((c * _weights.Length) + (row * Tile.A2), Tile.A2), weight, sum, sum);
                }
            }
        }
    }

    // Every sum is computed in single precision and rounded to half precision at once, as where the arrays are half precision; floats hold the values.
    private sealed class HalfSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights, bool halfNetwork) : LogitSum(classes, image, tile, weights)
    {
        private readonly float[] _weighted = new float[tile.A2];

        public override void Add(ArrayShape origin, float[] logits)
        {
            for (var row = 0; row < Tile.A0 * Tile.A1; row++)
            {
                var at = At(origin, row);
                var weight = _weights.AsSpan(row * Tile.A2, Tile.A2);
                AddRounded(_total.AsSpan(at, Tile.A2), weight);
                for (var c = 0; c < Classes; c++)
                {
                    TensorPrimitives.Multiply(logits.AsSpan((c * _weights.Length) + (row * Tile.A2), Tile.A2), weight, _weighted);
                    if (halfNetwork)
                    {
                        HalfRounding.Round(_weighted);
                    }

                    AddRounded(_sum[c].AsSpan(at, Tile.A2), _weighted);
                }
            }
        }

        public override void Mean(int plane, int c, Span<float> result)
        {
            base.Mean(plane, c, result);
            HalfRounding.Round(result);
        }

        private static void AddRounded(Span<float> sum, ReadOnlySpan<float> values)
        {
            TensorPrimitives.Add(sum, values, sum);
            HalfRounding.Round(sum);
        }
    }
}
