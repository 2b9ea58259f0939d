namespace EdgeNode.Imaging.Resampling;

/// <summary>
/// Which samples of a line make up each resampled sample, and with what weight. Voxel faces of both ends stay where they are: output k lies at
/// (k + 0.5) * n / m - 0.5 (scikit-image 0.19 <c>resize(mode='edge')</c>, scipy 1.10 <c>zoom(grid_mode=True, mode='nearest')</c>).
/// Cubic taps count from the start of a line that <see cref="CubicPrefilter"/> extended, the others from the line itself.
/// </summary>
public sealed class AxisTaps
{
    private AxisTaps(int count, int[] first, double[] weights)
    {
        Count = count;
        First = first;
        Weights = weights;
    }

    /// <summary>Samples that make up one output: 1 (nearest), 2 (linear) or 4 (cubic).</summary>
    public int Count { get; }

    /// <summary>First sample of each output. With linear taps First + 1 always lies in the line unless the line has one sample.</summary>
    public IReadOnlyList<int> First { get; }

    /// <summary>Weights, <see cref="Count"/> for each output.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <param name="from">Samples of the line.</param>
    /// <param name="to">Samples wanted.</param>
    /// <param name="order">Spline order.</param>
    public static AxisTaps Create(int from, int to, InterpolationOrder order)
    {
        var count = order switch { InterpolationOrder.Nearest => 1, InterpolationOrder.Linear => 2, _ => 4 };
        var first = new int[to];
        var weights = new double[to * count];
        for (var k = 0; k < to; k++)
        {
            var x = ((k + 0.5) * from / to) - 0.5;
            first[k] = Fill(weights.AsSpan(k * count, count), x, from, order);
        }

        return new(count, first, weights);
    }

    private static int Fill(Span<double> weights, double x, int samples, InterpolationOrder order)
    {
        if (order == InterpolationOrder.Cubic)
        {
            x += CubicPrefilter.Extension;
            var floor = Math.Floor(x);
            var t = x - floor;
            var u = 1 - t;
            weights[0] = u * u * u / 6;
            weights[1] = (4 - (6 * t * t) + (3 * t * t * t)) / 6;
            weights[2] = (4 - (6 * u * u) + (3 * u * u * u)) / 6;
            weights[3] = t * t * t / 6;
            return (int)floor - 1;
        }

        x = Math.Clamp(x, 0, samples - 1);
        if (order == InterpolationOrder.Nearest)
        {
            weights[0] = 1;
            return (int)Math.Floor(x + 0.5);
        }

        // The last sample is reached from the one before it, so that both taps lie in the line.
        var lower = Math.Clamp((int)Math.Floor(x), 0, Math.Max(0, samples - 2));
        weights[1] = x - lower;
        weights[0] = 1 - weights[1];
        return lower;
    }
}
