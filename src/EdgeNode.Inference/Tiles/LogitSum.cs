using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>Adds up weighted tiles and divides by the sum of the weights. Tiles must be added in a fixed order: sums of floats depend on it.</summary>
internal abstract class LogitSum
{
    public static LogitSum Create(Accumulation accumulation, int classes, ArrayShape image, ArrayShape tile, Half[] weights) => accumulation switch
    {
        Accumulation.FullPrecision => new SingleSum(classes, image, tile, weights),
        _ => new HalfSum(classes, image, tile, weights, accumulation == Accumulation.HalfCompatibleHalfNetwork),
    };

    /// <summary>Adds the logits of the tile that starts at <paramref name="origin"/>.</summary>
    public abstract void Add(ArrayShape origin, float[] logits);

    /// <summary>The weighted mean; the sum itself is used up.</summary>
    public abstract LogitVolume Mean();

    private sealed class SingleSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights) : LogitSum
    {
        private readonly LogitVolume _sum = LogitVolume.Allocate(classes, image);
        private readonly float[] _total = new float[image.Voxels];
        private readonly float[] _weights = [.. weights.Select(weight => (float)weight)];

        public override void Add(ArrayShape origin, float[] logits) => Parallel.For(0, classes + 1, c =>
        {
            for (var row = 0; row < tile.A0 * tile.A1; row++)
            {
                var at = Box.Row(image, origin, tile, row);
                var weight = _weights.AsSpan(row * tile.A2, tile.A2);
                if (c == classes)
                {
                    var total = _total.AsSpan(at, tile.A2);
                    TensorPrimitives.Add(total, weight, total);
                }
                else
                {
                    var sum = _sum.Classes[c].AsSpan(at, tile.A2);
                    TensorPrimitives.MultiplyAdd(logits.AsSpan((c * weights.Length) + (row * tile.A2), tile.A2), weight, sum, sum);
                }
            }
        });

        public override LogitVolume Mean()
        {
            Parallel.ForEach(_sum.Classes, sum => TensorPrimitives.Divide(sum, _total, sum));
            return _sum;
        }
    }

    // Every sum is computed in single precision and rounded to half at once, a row at a time.
    private sealed class HalfSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights, bool halfNetwork) : LogitSum
    {
        private readonly Half[][] _sum = [.. Enumerable.Range(0, classes).Select(_ => new Half[image.Voxels])];
        private readonly Half[] _total = new Half[image.Voxels];

        public override void Add(ArrayShape origin, float[] logits) => Parallel.For(0, classes + 1, c =>
        {
            var (weight, sum) = (new float[tile.A2], new float[tile.A2]);
            for (var row = 0; row < tile.A0 * tile.A1; row++)
            {
                var at = Box.Row(image, origin, tile, row);
                TensorPrimitives.ConvertToSingle(weights.AsSpan(row * tile.A2, tile.A2), weight);
                if (c < classes)
                {
                    TensorPrimitives.Multiply(logits.AsSpan((c * weights.Length) + (row * tile.A2), tile.A2), weight, weight);
                    Round(weight);
                }

                var total = (c == classes ? _total : _sum[c]).AsSpan(at, tile.A2);
                TensorPrimitives.ConvertToSingle(total, sum);
                TensorPrimitives.Add(sum, weight, sum);
                TensorPrimitives.ConvertToHalf(sum, total);
            }
        });

        public override LogitVolume Mean()
        {
            var mean = LogitVolume.Allocate(classes, image);
            Parallel.For(0, classes * image.A0, plane =>
            {
                var (c, length) = (plane / image.A0, image.A1 * image.A2);
                var at = plane % image.A0 * length;
                var result = mean.Classes[c].AsSpan(at, length);
                var (total, half) = (new float[length], new Half[length]);
                TensorPrimitives.ConvertToSingle(_total.AsSpan(at, length), total);
                TensorPrimitives.ConvertToSingle(_sum[c].AsSpan(at, length), result);
                TensorPrimitives.Divide(result, total, result);
                TensorPrimitives.ConvertToHalf(result, half);
                TensorPrimitives.ConvertToSingle(half, result);
            });
            return mean;
        }

        private void Round(float[] weighted)
        {
            if (halfNetwork)
            {
                for (var i = 0; i < weighted.Length; i++)
                {
                    weighted[i] = (float)(Half)weighted[i];
                }
            }
        }
    }
}
