using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Watching;

/// <summary>
/// Share of analysed studies with priority 1 to 3 over the last weeks of a site, against its weeks before those. A hospital with ten neck CTs a
/// week is judged over three weeks, one with three a week over eight.
/// </summary>
/// <param name="Weeks">Over how many weeks it is, this one the last.</param>
/// <param name="Studies">Studies in them.</param>
/// <param name="Low">Below it, and above <paramref name="High"/>, is what chance does not explain; null where too little is known from before.</param>
public sealed record AlarmRate(int Weeks, int Studies, double Share, double? Low, double? High)
{
    private const int Enough = 30;
    private const int MostWeeks = 8;

    /// <summary>Whether somebody has to look.</summary>
    public bool Signals => Share < Low || Share > High;

    /// <summary>The last weeks with thirty studies together, eight at most.</summary>
    internal static IReadOnlyList<DriftSketch> Window(IReadOnlyList<DriftSketch> weeks)
    {
        var (taken, studies) = (0, 0);
        while (taken < Math.Min(MostWeeks, weeks.Count) && studies < Enough)
            studies += weeks[^++taken].Analysed;
        return [.. weeks.TakeLast(taken)];
    }

    /// <summary>Null where nothing was analysed.</summary>
    /// <param name="window">The weeks that are judged.</param>
    /// <param name="baseline">What is usual; weeks of the window do not count.</param>
    internal static AlarmRate? Of(IReadOnlyList<DriftSketch> window, IReadOnlyList<DriftSketch> baseline)
    {
        var (hits, studies) = Count(window);
        if (studies == 0)
            return null;
        var (usual, of) = Count([.. baseline.Where(week => !window.Contains(week)).TakeLast(DriftWatch.LongestBaseline)]);
        var share = (double)hits / studies;
        if (of < Enough)
            return new(window.Count, studies, share, null, null);
        var (fewest, most) = ChanceLimits.Of(usual, of, studies);
        return new(window.Count, studies, share, (double)fewest / studies, (double)most / studies);
    }

    /// <summary>A box that counts more alarms than studies is taken at the number of its studies.</summary>
    private static (int Hits, int Studies) Count(IReadOnlyList<DriftSketch> weeks) =>
        (weeks.Sum(week => Math.Min(week.Analysed, week.Priorities.Take(3).Sum())), weeks.Sum(week => week.Analysed));
}
