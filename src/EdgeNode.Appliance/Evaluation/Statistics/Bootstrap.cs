namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>
/// Percentile bootstrap over cases (Efron 1979): nodes of one patient are alike, so patients are drawn, not nodes. Seeded: the same cases give
/// the same interval. Resampling says nothing of fewer than <see cref="LeastCases"/> cases: no interval then. Where all cases agree it would say that nothing
/// is unsure: <see cref="ExactInterval"/> then.
/// </summary>
internal sealed class Bootstrap(int resamples = 1000, int seed = 20260101)
{
    /// <summary>Of fewer cases that have a part in the number no interval is given.</summary>
    public const int LeastCases = 5;

    /// <summary>A ratio of two sums over cases. Null where the lower sum is 0.</summary>
    public Figure Ratio(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, (double Upper, double Lower)> of)
    {
        var parts = cases.Select(of).ToArray();
        var (value, (low, high)) = (Value(parts), Bounds(parts));
        return new(value, low, high, (int)Math.Round(parts.Sum(p => p.Lower)));
    }

    /// <summary>The mean of a number over the cases that have it.</summary>
    public Figure Mean(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, double?> of) =>
        Ratio(cases, c => of(c) is { } value ? (value, 1) : (0, 0));

    /// <summary>A share of things counted, such as nodes detected of nodes.</summary>
    public Figure Share(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, (int Hits, int All)> of)
    {
        var share = Ratio(cases, c => of(c));
        return share is { Low: not null, Value: 0 or 1 } ? ExactInterval.OfShare(share) : share;
    }

    /// <summary>The mean number of events in a case.</summary>
    public Figure Rate(IReadOnlyList<CaseMeasurement> cases, Func<CaseMeasurement, int> of)
    {
        var rate = Mean(cases, c => of(c));
        return rate is { Low: not null, Value: 0 } ? ExactInterval.OfNone(rate) : rate;
    }

    /// <summary>Quantiles of the resampled values.</summary>
    private (double? Low, double? High) Bounds((double Upper, double Lower)[] parts)
    {
        if (parts.Count(p => p.Lower > 0) < LeastCases)
        {
            return (null, null);
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
        return (Quantile(0.025), Quantile(0.975));

        double Quantile(double share) => values[(int)Math.Round(share * (values.Count - 1))];
    }

    private static double? Value((double Upper, double Lower)[] parts) => parts.Sum(p => p.Lower) is > 0 and var lower ? parts.Sum(p => p.Upper) / lower : null;
}
