using CsCheck;
using EdgeNode.Center.Watching;

namespace EdgeNode.Center.Tests.Watching;

public sealed class DriftStatisticsTests
{
    [Fact]
    public void The_same_shares_have_no_distance_whatever_the_numbers() => Gen.Int[1, 50].Array[3, 17].Sample(counts =>
    {
        var same = DriftStatistics.Compare([.. counts.Select(count => count * 2)], counts)!;
        return same.Ks < 1e-9 && Math.Abs(same.KsP - 1) < 1e-6 && same.Psi < 0.05;
    });

    [Fact]
    public void Kolmogorovs_probabilities_are_those_of_the_tables()
    {
        // The critical distance at 1 % is about 1.63 sqrt((n+m)/(nm)).
        var (n, m) = (400, 400);
        var shifted = DriftStatistics.Compare([n / 2, n / 2], [(m / 2) - 46, (m / 2) + 46])!;
        Assert.InRange(shifted.Ks, 0.1149, 0.1151);
        Assert.InRange(shifted.KsP, 0.008, 0.012);
    }

    [Fact]
    public void Chance_alone_signals_in_about_one_of_a_hundred_weeks()
    {
        var random = new Random(1);
        var baseline = Draw(random, 300);
        var signals = Enumerable.Range(0, 2000).Count(_ => DriftStatistics.Compare(Draw(random, 40), baseline) is { } found && found.Psi > 0.2 && found.Psi > found.PsiByChance);
        Assert.InRange(signals, 0, 60);

        // Without merging and without the limit of chance, almost every week would.
        var bare = Enumerable.Range(0, 200).Count(_ => Bare(Draw(random, 40), baseline) > 0.2);
        Assert.InRange(bare, 150, 200);
    }

    [Fact]
    public void A_shift_of_half_the_nodes_is_told()
    {
        var baseline = Draw(new Random(2), 300);
        var moved = Draw(new Random(3), 40).Reverse().ToArray();
        var found = DriftStatistics.Compare(moved, baseline)!;
        Assert.True(found.Psi > found.PsiByChance && found.KsP < 0.01);
    }

    [Fact]
    public void What_cannot_be_compared_is_not()
    {
        Assert.Null(DriftStatistics.Compare([1, 2], [1, 2, 3]));
        Assert.Null(DriftStatistics.Compare([0, 0], [1, 2]));
        Assert.Null(DriftStatistics.Compare([1, 2], [0, 0]));
    }

    /// <summary>Nodes in seventeen bins that thin out, as short axes do.</summary>
    private static int[] Draw(Random random, int nodes)
    {
        var counts = new int[17];
        for (var i = 0; i < nodes; i++)
            counts[Math.Min(16, (int)(-Math.Log(1 - random.NextDouble()) * 4))]++;
        return counts;
    }

    private static double Bare(int[] week, int[] baseline) => week.Zip(baseline).Sum(bin =>
    {
        var (p, q) = ((bin.First + 0.5) / (week.Sum() + 8.5), (bin.Second + 0.5) / (baseline.Sum() + 8.5));
        return (p - q) * Math.Log(p / q);
    });
}
