using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom.Simple.Rendering;

/// <summary>Quantum noise: Gaussian, correlated in the slice over about the width of the reconstruction kernel.</summary>
/// <param name="Seed">Chance.</param>
/// <param name="StdHu">Standard deviation in soft tissue after correlation, HU; the same on every grid.</param>
/// <param name="CorrelationMm">Standard deviation of the correlating kernel, mm.</param>
internal sealed record ScannerNoise(ulong Seed, float StdHu, float CorrelationMm)
{
    /// <summary>Adds noise to one slice of HU (rows of x), factor times the nominal strength.</summary>
    public void Add(Span<float> slice, GridSize size, double spacingMm, int z, float factor, float[] scratch)
    {
        if (StdHu <= 0) return;
        var kernel = Kernel(CorrelationMm / (float)spacingMm);
        var random = PhantomRandom.Branch(Seed, 0x5C00 + (ulong)z);
        var white = scratch.AsSpan(0, slice.Length);
        for (var i = 0; i < white.Length; i++)
        {
            // Four 16-bit uniforms: close to normal, standard deviation 65536 * sqrt(4 / 12).
            var u = random.Next();
            white[i] = ((ushort)u + (ushort)(u >> 16) + (ushort)(u >> 32) + (ushort)(u >> 48) - 131070) * (1f / 37837f);
        }

        var rows = scratch.AsSpan(slice.Length, slice.Length);
        Smooth(white, rows, kernel, size.X, size.Y, 1, size.X);
        Smooth(rows, white, kernel, size.Y, size.X, size.X, 1);
        var gain = StdHu * factor;
        for (var i = 0; i < slice.Length; i++) slice[i] += white[i] * gain;
    }

    private static void Smooth(Span<float> from, Span<float> to, float[] kernel, int length, int lines, int step, int lineStep)
    {
        var radius = kernel.Length - 1;
        for (var line = 0; line < lines; line++)
        {
            var start = line * lineStep;
            for (var i = 0; i < length; i++)
            {
                var sum = kernel[0] * from[start + (i * step)];
                for (var k = 1; k <= radius; k++)
                {
                    // The noise goes on beyond the border: wrap around.
                    var low = i >= k ? i - k : i - k + length;
                    var high = i + k < length ? i + k : i + k - length;
                    sum += kernel[k] * (from[start + (low * step)] + from[start + (high * step)]);
                }

                to[start + (i * step)] = sum;
            }
        }
    }

    /// <summary>Half of a Gaussian, scaled so that white noise keeps its variance.</summary>
    private static float[] Kernel(float sigma)
    {
        var half = new float[Math.Clamp((int)MathF.Ceiling(sigma * 2.5f), 1, 4) + 1];
        var energy = 0f;
        for (var i = 0; i < half.Length; i++)
        {
            half[i] = MathF.Exp(-i * i / (2 * sigma * sigma));
            energy += half[i] * half[i] * (i == 0 ? 1 : 2);
        }

        for (var i = 0; i < half.Length; i++) half[i] /= MathF.Sqrt(energy);
        return half;
    }
}
