namespace EdgeNode.Center.Watching;

/// <summary>
/// How many hits among a number of studies chance alone explains where the share is that of a baseline, whose own share is known only as well as
/// its number of studies allows. Exact (Fisher): it holds for five studies as for five hundred, where standard deviations do not.
/// </summary>
public static class ChanceLimits
{
    /// <summary>How often chance alone passes either limit at most: as often as three standard deviations of a normal distribution.</summary>
    public const double EitherSide = 0.00135;

    /// <summary>The fewest and the most hits among <paramref name="n"/> that are no signal.</summary>
    public static (int Fewest, int Most) Of(int baselineHits, int baselineOf, int n)
    {
        var expected = (int)Math.Round((double)n * baselineHits / baselineOf);
        var (fewest, most) = (expected, expected);
        while (most < n && AtLeast(most + 1, n, baselineHits, baselineOf) >= EitherSide)
            most++;

        // Fewer hits are more of the others.
        while (fewest > 0 && AtLeast(n - fewest + 1, n, baselineOf - baselineHits, baselineOf) >= EitherSide)
            fewest--;
        return (fewest, most);
    }

    /// <summary>
    /// Probability of so many hits or more among n, of all hits of both, if it is chance which studies they are: the upper tail of a
    /// hypergeometric distribution, from a place above its middle, where the terms only fall.
    /// </summary>
    private static double AtLeast(int hits, int n, int baselineHits, int baselineOf)
    {
        var (all, hit) = ((double)n + baselineOf, (double)hits + baselineHits);
        var term = Math.Exp(LogChoose(hit, hits) + LogChoose(all - hit, n - hits) - LogChoose(all, n));
        var sum = 0.0;
        for (var x = hits; x <= n && x <= hit && term > 1e-18; x++)
        {
            sum += term;
            term *= (hit - x) * (n - x) / ((x + 1) * (all - hit - n + x + 1));
        }

        return sum;
    }

    private static double LogChoose(double n, double k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    /// <summary>Stirling's series, from ten on good to twelve digits.</summary>
    private static double LogFactorial(double n)
    {
        if (n < 10)
        {
            var product = 1.0;
            for (var i = 2; i <= n; i++)
                product *= i;
            return Math.Log(product);
        }

        var x = n + 1;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}
