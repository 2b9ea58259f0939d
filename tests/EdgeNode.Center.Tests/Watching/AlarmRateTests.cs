using System.Numerics;
using System.Text.Json;
using CsCheck;
using EdgeNode.Center.Watching;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;

namespace EdgeNode.Center.Tests.Watching;

/// <summary>The alarm rate of large and small sites: what chance gives, and what a shift gives.</summary>
public sealed class AlarmRateTests
{
    private static readonly DriftSketch Sample = JsonSerializer.Deserialize(Samples.Of("drift sketch").Bytes, ContractsJson.Default.DriftSketch)!;
    private static readonly Histogram Empty = new([], [0]);

    [Fact]
    public void The_limits_are_those_of_the_exact_sums() => Gen.Select(Gen.Int[1, 25], Gen.Int[30, 80], Gen.Double[0, 1]).Sample((n, of, share) =>
    {
        var hits = (int)(share * of);
        var (fewest, most) = ChanceLimits.Of(hits, of, n);
        Assert.Equal(Enumerable.Range(0, n + 1).Where(k => AtLeast(k, n, hits, of) >= ChanceLimits.EitherSide && AtLeast(n - k, n, of - hits, of) >= ChanceLimits.EitherSide), Enumerable.Range(fewest, most - fewest + 1));
    });

    [Fact]
    public void Sites_whose_rate_stays_the_same_signal_no_oftener_than_is_said()
    {
        var random = new Random(5);
        var (judged, signals) = (0, 0);
        for (var site = 0; site < 300; site++)
        {
            var (studies, rate) = (1 + random.Next(40), 0.1 + (0.5 * random.NextDouble()));
            var sketches = Enumerable.Range(1, 104).Select(week => Week(week, Draw(random, 2 * studies, 0.5), rate, random)).ToList();
            var weeks = DriftWatch.Judge("s", sketches, []).Where(week => week.AlarmLow is not null).ToList();
            (judged, signals) = (judged + weeks.Count, signals + weeks.Count(week => week.Signals.Contains("ALARM_RATE")));
        }

        Assert.True(judged > 25_000, $"{judged} weeks were judged");
        Assert.True(signals <= 2 * ChanceLimits.EitherSide * judged, $"{signals} of {judged} weeks signal");
        TestContext.Current.SendDiagnosticMessage($"{signals} of {judged} weeks signal by chance");
    }

    [Theory]
    [InlineData(45, 1)]
    [InlineData(10, 3)]
    [InlineData(3, 8)]
    public void A_rate_that_doubles_is_told_within_a_window_and_told_until_somebody_looks(int studies, int within)
    {
        var random = new Random(7);
        var sketches = Enumerable.Range(1, 52).Select(week => Week(week, studies, week <= 26 ? 0.3 : 0.9, random)).ToList();
        var weeks = DriftWatch.Judge("s", sketches, []);
        Assert.DoesNotContain(weeks.Take(26), week => week.Signals.Count > 0);
        Assert.Contains(weeks.Skip(26).Take(within), week => week.Signals.Contains("ALARM_RATE"));
        Assert.All(weeks.Skip(26 + within - 1), week => Assert.Contains("ALARM_RATE", week.Signals));
        Assert.Equal((within, within * studies), (weeks[^1].AlarmWeeks, weeks[^1].AlarmStudies));
    }

    [Fact]
    public void A_new_baseline_is_a_new_window_too()
    {
        var random = new Random(7);
        var sketches = Enumerable.Range(1, 40).Select(week => Week(week, 10, week <= 26 ? 0.3 : 0.9, random)).ToList();
        var weeks = DriftWatch.Judge("s", sketches, [new("s", "2026-W27", "PATIENTS_CHANGED", "wu", "")]);
        Assert.All(weeks, week => Assert.Empty(week.Signals));
        Assert.Equal((1, 10), (weeks[26].AlarmWeeks, weeks[26].AlarmStudies));
        Assert.Null(weeks[27].AlarmLow);
    }

    [Fact]
    public void More_alarms_than_studies_and_weeks_without_any_are_borne()
    {
        var weeks = DriftWatch.Judge("s", [.. Enumerable.Range(1, 20).Select(week => Sketch(week, week % 2 == 0 ? 0 : 40, 90))], []);
        Assert.Equal(1, weeks[^1].AlarmRate);
        Assert.Null(DriftWatch.Judge("s", [Sketch(1, 0, 0)], [])[0].AlarmRate);
    }

    private static DriftSketch Week(int number, int studies, double rate, Random random) => Sketch(number, studies, Draw(random, studies, rate));

    /// <summary>Nothing but studies and alarms, so that nothing else signals.</summary>
    private static DriftSketch Sketch(int number, int studies, int alarms) => Sample with
    {
        Id = Guid.CreateVersion7(),
        Week = $"20{26 + (number / 53):00}-W{1 + ((number - 1) % 52):00}",
        Analysed = studies,
        Priorities = [alarms, 0, 0, Math.Max(0, studies - alarms)],
        Classes = [0],
        ShortAxisMm = Empty,
        VolumeMm3 = Empty,
        NodesPerStudy = Empty,
        NodeHu = Empty,
        SliceMm = Empty,
        Contrast = [0],
        Verdicts = [0, 0, 0],
    };

    private static int Draw(Random random, int of, double rate) => Enumerable.Range(0, of).Count(_ => random.NextDouble() < rate);

    /// <summary>The same tail in whole numbers.</summary>
    private static double AtLeast(int hits, int n, int baselineHits, int baselineOf)
    {
        var (all, hit) = (n + baselineOf, hits + baselineHits);
        var some = Enumerable.Range(hits, n - hits + 1).Where(x => x <= hit && n - x <= all - hit).Aggregate(BigInteger.Zero, (sum, x) => sum + (Choose(hit, x) * Choose(all - hit, n - x)));
        return Math.Exp(BigInteger.Log(some) - BigInteger.Log(Choose(all, n)));
    }

    private static BigInteger Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(BigInteger.One, (product, i) => product * (n - k + i) / i);
}
