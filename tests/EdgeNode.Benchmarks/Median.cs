namespace EdgeNode.Benchmarks;

/// <summary>The middle of what was measured, or the mean of the two in the middle.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }
}
