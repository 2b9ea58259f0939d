using System.Text.Json;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Watching;

/// <summary>One week of one site, judged against the weeks before it.</summary>
/// <param name="AlarmRate">Share of analysed studies with priority 1 to 3, over <paramref name="AlarmWeeks"/> weeks; null where nothing was analysed.</param>
/// <param name="AlarmLow">Below it, and above <paramref name="AlarmHigh"/>, is what chance does not explain; null without a baseline.</param>
/// <param name="AlarmWeeks">Over how many weeks the alarm rate is, this one the last: as many as have thirty studies together, eight at most.</param>
/// <param name="AlarmStudies">Studies in these weeks.</param>
/// <param name="RejectionRate">Share of verdicts that rejected; null of none.</param>
/// <param name="Restart">Why the baseline begins anew with this week; null where it does not.</param>
/// <param name="Signals">Codes: <c>DRIFT_*</c> for a distribution, <c>ALARM_RATE</c>, <c>REJECTION_DOUBLED</c>.</param>
public sealed record DriftWeek(
    string Site, string Week, int Analysed, int Unsuitable, int Failed, int Missed, int BaselineWeeks, double? AlarmRate, double? AlarmLow, double? AlarmHigh,
    int AlarmWeeks, int AlarmStudies, double? RejectionRate, IReadOnlyList<NamedComparison> Comparisons, IReadOnlyList<string> Signals, string? Restart = null);

/// <summary>What was compared; null where there was nothing to compare with.</summary>
public sealed record NamedComparison(string Name, string Signal, bool Signals, Comparison? Comparison);

/// <summary>
/// Drift by site and week. The baseline is the site's own earlier weeks, 26 at most; a week that signalled does not join it, so that a
/// shift goes on being told until somebody looks, and says why the baseline begins anew. The alarm rate is judged over several weeks where one
/// has few studies.
/// </summary>
public sealed class DriftWatch(CenterDatabase database, Baselines baselines, TimeProvider time)
{
    internal const int LongestBaseline = 26;
    private const int Fewest = 30;

    /// <summary>Weeks that are read: those shown and their baselines.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(7 * 60);

    private static readonly (string Name, string Signal, Func<DriftSketch, IReadOnlyList<int>> Counts)[] Compared =
    [
        ("short axis", "DRIFT_SHORT_AXIS", sketch => sketch.ShortAxisMm.Counts),
        ("volume", "DRIFT_VOLUME", sketch => sketch.VolumeMm3.Counts),
        ("nodes a study", "DRIFT_NODES", sketch => sketch.NodesPerStudy.Counts),
        ("node HU", "DRIFT_HU", sketch => sketch.NodeHu.Counts),
        ("slice distance", "DRIFT_SLICE", sketch => sketch.SliceMm.Counts),
        ("classes", "DRIFT_CLASSES", sketch => sketch.Classes),
        ("contrast", "DRIFT_CONTRAST", sketch => sketch.Contrast),
    ];

    /// <summary>Sketches that an earlier version took and this one would not are passed over.</summary>
    public IReadOnlyList<DriftWeek> Weeks()
    {
        var restarts = baselines.All().ToLookup(made => made.Site);
        return database.Read(connection => connection.Rows(
            "SELECT node, payload FROM sketches WHERE received >= @since ORDER BY node, week",
            row => (Site: row.GetString(0), Sketch: JsonSerializer.Deserialize((byte[])row[1], ContractsJson.Default.DriftSketch)!),
            ("@since", (time.GetUtcNow() - Window).ToStored())))
            .Where(row => Soundness.Fault(row.Sketch) is null)
            .GroupBy(row => row.Site)
            .SelectMany(site => Judge(site.Key, [.. site.Select(row => row.Sketch)], [.. restarts[site.Key]]))
            .ToList();
    }

    internal static IReadOnlyList<DriftWeek> Judge(string site, IReadOnlyList<DriftSketch> sketches, IReadOnlyList<BaselineRestart> restarts)
    {
        var (baseline, sinceRestart, weeks) = (new List<DriftSketch>(), new List<DriftSketch>(), new List<DriftWeek>());
        foreach (var sketch in sketches)
        {
            // The first week at or after the one that was named: in that one nothing may have been scanned.
            var before = weeks.Count > 0 ? weeks[^1].Week : "";
            var restart = restarts.LastOrDefault(made => string.CompareOrdinal(made.FromWeek, before) > 0 && string.CompareOrdinal(made.FromWeek, sketch.Week) <= 0);
            if (restart is not null)
            {
                baseline.Clear();
                sinceRestart.Clear();
            }

            sinceRestart.Add(sketch);
            var window = AlarmRate.Window(sinceRestart);
            var alarms = AlarmRate.Of(window, baseline);
            var week = Judge(site, sketch, baseline.TakeLast(LongestBaseline).ToList(), alarms, weeks.LastOrDefault()) with { Restart = restart?.Reason };
            weeks.Add(week);
            if (week.Signals.Count == 0)
                baseline.Add(sketch);

            // Weeks that joined before the shift could be seen.
            if (alarms is { Signals: true })
                baseline.RemoveAll(window.Contains);
        }

        return weeks;
    }

    private static DriftWeek Judge(string site, DriftSketch sketch, List<DriftSketch> baseline, AlarmRate? alarms, DriftWeek? before)
    {
        var comparisons = Compared.Select(what =>
        {
            var found = DriftStatistics.Compare(what.Counts(sketch), DriftStatistics.Sum(baseline.Select(what.Counts)));
            return new NamedComparison(what.Name, what.Signal, found is not null && Signals(found), found);
        }).ToList();
        var signals = comparisons.Where(one => one.Signals).Select(one => one.Signal).ToList();

        if (alarms is { Signals: true })
            signals.Add("ALARM_RATE");

        var rejection = Rejection([sketch]);
        if (rejection is { } now && Rejection(baseline) is { } usual && sketch.Verdicts.Sum() >= 5 && now > 2 * usual && before?.RejectionRate > 2 * usual)
            signals.Add("REJECTION_DOUBLED");
        return new(
            site, sketch.Week, sketch.Analysed, sketch.Unsuitable, sketch.Failed, sketch.Missed, baseline.Count, alarms?.Share, alarms?.Low, alarms?.High, alarms?.Weeks ?? 0,
            alarms?.Studies ?? 0, rejection, comparisons, signals);
    }

    /// <summary>PSI above 0.2 and above what chance gives, or KS with p below 0.01; of thirty at least on both sides.</summary>
    private static bool Signals(Comparison found) =>
        found is { Week: >= Fewest, Baseline: >= Fewest } && ((found.Psi > 0.2 && found.Psi > found.PsiByChance) || found.KsP < 0.01);

    private static double? Rejection(IReadOnlyList<DriftSketch> sketches) =>
        sketches.Sum(sketch => sketch.Verdicts.Sum()) is > 0 and var all ? (double)sketches.Sum(sketch => sketch.Verdicts.ElementAtOrDefault(1)) / all : null;
}
