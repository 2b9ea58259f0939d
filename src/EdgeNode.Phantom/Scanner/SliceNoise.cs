using System.Numerics.Tensors;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom.Scanner;

/// <summary>What the scanner does to one slice: blur of the kernel, then noise with the spectrum of filtered back-projection (little at low frequencies).</summary>
internal sealed class SliceNoise(ulong seed, float stdHu, float blurMm, float grainMm, GridSize size, double spacingMm)
{
    private readonly float[] _blur = Gaussian(blurMm / (float)spacingMm);
    private readonly float[] _fine = Gaussian(grainMm / (float)spacingMm);
    private readonly float[] _coarse = Gaussian(2 * grainMm / (float)spacingMm);
    private const float Coarse = 0.75f;

    public void Blur(Span<float> hu, float[] a, float[] b) => Smooth(hu, hu, _blur, a, b);

    /// <summary>Adds noise, <paramref name="factor"/> times the nominal strength; <paramref name="streaks"/> 0..1 of it drawn out from side to side (shoulders).</summary>
    public void Add(Span<float> hu, int z, float factor, float streaks, float[][] scratch)
    {
        if (stdHu <= 0) return;
        var n = size.SliceVoxels;
        Span<float> white = scratch[0].AsSpan(0, n), fine = scratch[1].AsSpan(0, n);
        White(white, PhantomRandom.Branch(seed, 0x5C00 + (ulong)z));
        Smooth(white, fine, _fine, scratch[2], scratch[3]);
        Smooth(white, white, _coarse, scratch[2], scratch[3]);
        TensorPrimitives.MultiplyAdd(white, -Coarse, fine, fine);
        var gain = stdHu * factor / MathF.Sqrt(Energy());
        TensorPrimitives.MultiplyAdd(fine, gain, hu, hu);
        if (streaks > 0) Streaks(hu, z, stdHu * factor * streaks);
    }

    /// <summary>Photon starvation: bands along the line through the shoulders, at a few close angles.</summary>
    private void Streaks(Span<float> hu, int z, float std)
    {
        var r = PhantomRandom.Branch(seed, 0x9C00 + (ulong)z);
        for (var band = 0; band < 3; band++)
        {
            float slope = r.Around(0.09f), grain = r.Between(1.1f, 2.2f) / (float)spacingMm, offset = r.Between(0, 500), along = r.Between(30, 70) / (float)spacingMm;
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                    hu[(y * size.X) + x] += std * 0.9f * Shapes.NoiseField.At((y + (slope * x)) / grain, offset + (x / along), band);
            }
        }
    }

    private static void White(Span<float> white, PhantomRandom random)
    {
        for (var i = 0; i < white.Length; i++)
        {
            // Four 16-bit uniforms: close to normal, standard deviation 65536 * sqrt(4 / 12).
            var u = random.Next();
            white[i] = ((ushort)u + (ushort)(u >> 16) + (ushort)(u >> 32) + (ushort)(u >> 48) - 131070) * (1f / 37837f);
        }
    }

    /// <summary>Variance that white noise of variance 1 has after the two filters.</summary>
    private float Energy()
    {
        float ff = Overlap(_fine, _fine), fc = Overlap(_fine, _coarse), cc = Overlap(_coarse, _coarse);
        return (ff * ff) - (2 * Coarse * fc * fc) + (Coarse * Coarse * cc * cc);
    }

    private static float Overlap(float[] a, float[] b)
    {
        var sum = a[0] * b[0];
        for (var i = 1; i < Math.Min(a.Length, b.Length); i++) sum += 2 * a[i] * b[i];
        return sum;
    }

    /// <summary>Separable and symmetric; beyond the border the nearest value goes on.</summary>
    private void Smooth(ReadOnlySpan<float> from, Span<float> to, float[] kernel, float[] padded, float[] rows)
    {
        int radius = kernel.Length - 1, width = size.X, height = size.Y;
        for (var y = 0; y < height; y++)
        {
            var line = padded.AsSpan(0, width + (2 * radius));
            from.Slice(y * width, width).CopyTo(line[radius..]);
            line[..radius].Fill(from[y * width]);
            line[(radius + width)..].Fill(from[(y * width) + width - 1]);
            var sum = rows.AsSpan(y * width, width);
            TensorPrimitives.Multiply(line.Slice(radius, width), kernel[0], sum);
            for (var k = 1; k <= radius; k++)
            {
                TensorPrimitives.MultiplyAdd(line.Slice(radius - k, width), kernel[k], sum, sum);
                TensorPrimitives.MultiplyAdd(line.Slice(radius + k, width), kernel[k], sum, sum);
            }
        }

        for (var y = 0; y < height; y++)
        {
            var sum = to.Slice(y * width, width);
            TensorPrimitives.Multiply(rows.AsSpan(y * width, width), kernel[0], sum);
            for (var k = 1; k <= radius; k++)
            {
                TensorPrimitives.MultiplyAdd(rows.AsSpan(Math.Max(0, y - k) * width, width), kernel[k], sum, sum);
                TensorPrimitives.MultiplyAdd(rows.AsSpan(Math.Min(height - 1, y + k) * width, width), kernel[k], sum, sum);
            }
        }
    }

    /// <summary>Half of a Gaussian with sum 1 over both sides.</summary>
    private static float[] Gaussian(float sigma)
    {
        sigma = MathF.Max(sigma, 0.05f);
        var half = new float[Math.Clamp((int)MathF.Ceiling(sigma * 2.6f), 1, 8) + 1];
        var sum = 0f;
        for (var i = 0; i < half.Length; i++) sum += (half[i] = MathF.Exp(-i * i / (2 * sigma * sigma))) * (i == 0 ? 1 : 2);
        for (var i = 0; i < half.Length; i++) half[i] /= sum;
        return half;
    }
}
