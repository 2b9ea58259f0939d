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

    private sealed class HalfSum(int classes, ArrayShape image, ArrayShape tile, Half[] weights, bool halfNetwork) : LogitSum
    {
        private readonly Half[][] _sum = [.. Enumerable.Range(0, classes).Select(_ => new Half[image.Voxels])];
        private readonly Half[] _total = new Half[image.Voxels];

        public override void Add(ArrayShape origin, float[] logits)
        {
            for (var voxel = 0; voxel < weights.Length; voxel++)
            {
                var at = Box.Row(image, origin, tile, voxel / tile.A2) + (voxel % tile.A2);
                var weight = (float)weights[voxel];
                _total[at] = (Half)((float)_total[at] + weight);
                for (var c = 0; c < classes; c++)
                {
                    var weighted = logits[(c * weights.Length) + voxel] * weight;
                    weighted = halfNetwork ? (float)(Half)weighted : weighted;
                    _sum[c][at] = (Half)((float)_sum[c][at] + weighted);
                }
            }
        }

        public override LogitVolume Mean()
        {
            var mean = LogitVolume.Allocate(classes, image);
            for (var c = 0; c < classes; c++)
            {
                for (var i = 0; i < _total.Length; i++)
                {
                    mean.Classes[c][i] = (float)(Half)((float)_sum[c][i] / (float)_total[i]);
                }
            }

            return mean;
        }
    }
}
