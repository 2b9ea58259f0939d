namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>
/// Percentile bootstrap over cases (Efron 1979): nodes of one patient are alike, so patients are drawn, not nodes. Seeded: the same cases give
/// the same interval.
/// </summary>
internal sealed class Bootstrap(int resamples = 1000, int seed = 20260101)
{
    /// <summary>A ratio of two sums over cases, such as nodes detected of nodes. Null where the lower sum is 0.</summary>
    public Figure Ratio(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, (double Upper, double Lower)> of)
    {
        var parts = cases.Select(of).ToArray();
        var lower = parts.Sum(p => p.Lower);
        return new(Value(parts), Bound(parts, 0.025), Bound(parts, 0.975), (int)Math.Round(lower));
    }

    /// <summary>The mean of a number over the cases that have it.</summary>
    public Figure Mean(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, double?> of) =>
        Ratio(cases, c => of(c) is { } value ? (value, 1) : (0, 0));

    /// <summary>Quantile of the resampled values; null where no resample has one.</summary>
    private double? Bound((double Upper, double Lower)[] parts, double quantile)
    {
        if (Value(parts) is null)
        {
            return null;
        }

        var random = new Random(seed);
        var values = new List<double>(resamples);
        for (var i = 0; i < resamples; i++)
        {
            double upper = 0, lower = 0;
            for (var k = 0; k < parts.Length; k++)
            {
                var (u, l) = parts[random.Next(parts.Length)];
                (upper, lower) = (upper + u, lower + l);
            }

            if (lower > 0)
            {
                values.Add(upper / lower);
            }
        }

        values.Sort();
        return values.Count == 0 ? null : values[Math.Clamp((int)Math.Round(quantile * (values.Count - 1)), 0, values.Count - 1)];
    }

    private static double? Value((double Upper, double Lower)[] parts) => parts.Sum(p => p.Lower) is > 0 and var lower ? parts.Sum(p => p.Upper) / lower : null;
}
