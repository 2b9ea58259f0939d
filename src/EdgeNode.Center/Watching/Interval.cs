namespace EdgeNode.Center.Watching;

/// <summary>How long something took, over several alarms: count, median and 95th percentile in seconds (nearest rank; null of none).</summary>
public sealed record Interval(int Count, double? Median, double? P95)
{
    public static Interval Of(IEnumerable<double?> seconds)
    {
        var sorted = seconds.OfType<double>().Order().ToList();
        return new(sorted.Count, Rank(sorted, 0.5), Rank(sorted, 0.95));
    }

    private static double? Rank(List<double> sorted, double share) => sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
