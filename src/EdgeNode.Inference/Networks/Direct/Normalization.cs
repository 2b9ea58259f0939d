using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>InstanceNormalization and LeakyRelu of ONNX in one go, in place.</summary>
internal sealed unsafe class Normalization(float[] scale, float[] shift, float epsilon, float slope)
{
    public void Run(FeatureMap map)
    {
        var voxels = (double)map.Shape.Voxels;
        for (var c = 0; c < map.Channels; c++)
        {
            double sum = 0, squares = 0;
            for (var i0 = 0; i0 < map.Shape.A0; i0++)
            {
                sum += Sum(map, c, i0);
            }

            var mean = (float)(sum / voxels);
            for (var i0 = 0; i0 < map.Shape.A0; i0++)
            {
                squares += Squares(map, c, i0, mean);
            }

            var factor = (float)(scale[c] / Math.Sqrt((squares / voxels) + epsilon));
            for (var i0 = 0; i0 < map.Shape.A0; i0++)
            {
                Apply(map, c, i0, factor, shift[c] - (mean * factor));
                map.ClearBorder(c, i0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(FeatureMap map, int c, int i0)
    {
        var sum = Vector512<float>.Zero;
        for (var i1 = 0; i1 < map.Shape.A1; i1++)
        {
            var row = map.Row(c, i0, i1);
            var i2 = 0;
            for (; i2 <= map.Shape.A2 - Kernels.Lanes; i2 += Kernels.Lanes)
            {
                sum += Vector512.Load(row + i2);
            }

            if (i2 < map.Shape.A2)
            {
                sum += Vector512.ConditionalSelect(Mask(map.Shape.A2 - i2), Vector512.Load(row + i2), Vector512<float>.Zero);
            }
        }

        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(FeatureMap map, int c, int i0, float mean)
    {
        var (sum, means) = (Vector512<float>.Zero, Vector512.Create(mean));
        for (var i1 = 0; i1 < map.Shape.A1; i1++)
        {
            var row = map.Row(c, i0, i1);
            var i2 = 0;
            for (; i2 <= map.Shape.A2 - Kernels.Lanes; i2 += Kernels.Lanes)
            {
                var distance = Vector512.Load(row + i2) - means;
                sum = Vector512.FusedMultiplyAdd(distance, distance, sum);
            }

            if (i2 < map.Shape.A2)
            {
                var distance = Vector512.ConditionalSelect(Mask(map.Shape.A2 - i2), Vector512.Load(row + i2) - means, Vector512<float>.Zero);
                sum = Vector512.FusedMultiplyAdd(distance, distance, sum);
            }
        }

        return Vector512.Sum(sum);
    }

    // The border takes part and is cleared afterwards. With a slope below 1, max(x, slope x) is LeakyRelu.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply(FeatureMap map, int c, int i0, float factor, float offset)
    {
        var at = map.Row(c, i0, 0);
        var end = map.Row(c, i0, map.Shape.A1 - 1) + map.Shape.A2;
        var (factors, offsets, slopes) = (Vector512.Create(factor), Vector512.Create(offset), Vector512.Create(slope));
        for (; at <= end - Kernels.Lanes; at += Kernels.Lanes)
        {
            var value = Vector512.FusedMultiplyAdd(Vector512.Load(at), factors, offsets);
            Vector512.MaxNative(value, value * slopes).Store(at);
        }

        for (; at < end; at++)
        {
            var value = (*at * factor) + offset;
            *at = Math.Max(value, value * slope);
        }
    }

    private static Vector512<float> Mask(int lanes) => Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)lanes));
}
