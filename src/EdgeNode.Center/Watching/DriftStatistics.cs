namespace EdgeNode.Center.Watching;

/// <summary>A histogram of a week against a baseline's.</summary>
/// <param name="Psi">Population stability index.</param>
/// <param name="PsiByChance">What the index exceeds by chance in one of a hundred weeks of these sizes.</param>
/// <param name="Ks">Largest distance of the two cumulative shares at the histogram's edges.</param>
/// <param name="KsP">Probability of such a distance by chance (Kolmogorov, asymptotic).</param>
public sealed record Comparison(int Week, int Baseline, double Psi, double PsiByChance, double Ks, double KsP);

/// <summary>Compares histograms with the same edges, and shares.</summary>
public static class DriftStatistics
{
    private const int MostBins = 5;

    /// <summary>Quantiles 0.99 of chi-squared with 1 to 4 degrees of freedom.</summary>
    private static readonly double[] ChiSquared99 = [6.635, 9.210, 11.345, 13.277];

    /// <summary>
    /// Bins are merged to five of about equal weight in the baseline: with the sketch's own seventeen and thirty nodes a week, chance alone
    /// gives an index of 0.5. Null where the edges differ or one side is empty.
    /// </summary>
    public static Comparison? Compare(IReadOnlyList<int> week, IReadOnlyList<int> baseline)
    {
        var (n, m) = (week.Sum(), baseline.Sum());
        if (week.Count != baseline.Count || n == 0 || m == 0)
            return null;
        var bins = Merge(week, baseline, m);
        var psi = bins.Sum(bin =>
        {
            // Half a count in each bin keeps an empty one finite.
            var (p, q) = ((bin.Week + 0.5) / (n + (0.5 * bins.Count)), (bin.Baseline + 0.5) / (m + (0.5 * bins.Count)));
            return (p - q) * Math.Log(p / q);
        });
        var chance = bins.Count < 2 ? double.PositiveInfinity : ChiSquared99[bins.Count - 2] * ((1.0 / n) + (1.0 / m));
        var (ks, sumWeek, sumBaseline) = (0.0, 0, 0);
        for (var i = 0; i < week.Count; i++)
        {
            (sumWeek, sumBaseline) = (sumWeek + week[i], sumBaseline + baseline[i]);
            ks = Math.Max(ks, Math.Abs(((double)sumWeek / n) - ((double)sumBaseline / m)));
        }

        return new(n, m, psi, chance, ks, Kolmogorov(ks, (double)n * m / (n + m)));
    }

    public static IReadOnlyList<int> Sum(IEnumerable<IReadOnlyList<int>> counts) =>
        counts.Aggregate((IReadOnlyList<int>)[], (sum, one) => sum.Count == 0 ? one : sum.Count != one.Count ? sum : [.. sum.Zip(one, (a, b) => a + b)]);

    private static List<(int Week, int Baseline)> Merge(IReadOnlyList<int> week, IReadOnlyList<int> baseline, int m)
    {
        var bins = new List<(int Week, int Baseline)>();
        var (w, b) = (0, 0);
        for (var i = 0; i < week.Count; i++)
        {
            (w, b) = (w + week[i], b + baseline[i]);
            if (b * MostBins >= m && bins.Count < MostBins - 1)
            {
                bins.Add((w, b));
                (w, b) = (0, 0);
            }
        }

        if (w + b > 0)
            bins.Add((w, b));
        return bins;
    }

    /// <summary>Q(λ) = 2 Σ (-1)^(j-1) exp(-2 j² λ²), with Stephens' correction of λ.</summary>
    private static double Kolmogorov(double distance, double n)
    {
        var root = Math.Sqrt(n);
        var lambda = (root + 0.12 + (0.11 / root)) * distance;
        if (lambda < 0.2)
            return 1;
        var sum = Enumerable.Range(1, 100).Sum(j => (j % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * j * j * lambda * lambda));
        return Math.Clamp(sum, 0, 1);
    }
}
