using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Labelling;

/// <summary>For each sample along an axis of the source grid, the two samples of the network's grid that it lies between.</summary>
internal sealed class LinearAxis
{
    public LinearAxis(AxisTaps taps, int size)
    {
        Low = [.. taps.First];
        High = [.. taps.First.Select(first => Math.Min(first + 1, size - 1))];
        T = taps.Count == 1 ? new float[Low.Length] : [.. Enumerable.Range(0, Low.Length).Select(k => (float)taps.Weights[(2 * k) + 1])];
    }

    public int[] Low { get; }

    public int[] High { get; }

    /// <summary>Weight of the upper of the two.</summary>
    public float[] T { get; }

    /// <summary>The last sample that has a weight.</summary>
    public int Last(int k) => T[k] == 0 ? Low[k] : High[k];

    /// <summary>The samples of the source grid to which samples from low to before high contribute.</summary>
    public (int Low, int High) Reached(int low, int high)
    {
        var (first, end) = (0, Low.Length);
        while (first < end && High[first] < low)
        {
            first++;
        }

        while (end > first && Low[end - 1] >= high)
        {
            end--;
        }

        return (first, end);
    }
}
