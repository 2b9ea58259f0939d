using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Collecting;

/// <summary>
/// What the types of a message let through and the tables, the pages or the export cannot bear: a list with nothing in a place, a key too
/// long for an index, counts whose sum no page can hold.
/// </summary>
internal static class Soundness
{
    /// <summary>Far above what a box writes; an index of PostgreSQL takes 2.7 kB.</summary>
    private const int LongestKey = 128;

    /// <summary>More than any site can see in a week; the sums of many years stay within an int.</summary>
    private const int MostOfAWeek = 1_000_000;

    private const string Gap = "NULL_IN_LIST";
    private const string TooLong = "KEY_TOO_LONG";
    private const string BadCount = "COUNT_OUT_OF_RANGE";

    /// <summary>The reason to set a message aside; null where there is none.</summary>
    public static string? Fault(object content) => content switch
    {
        CaseReport report => HasGap(report.Nodes) || HasGap(report.Limits) || HasGap(report.Priority?.Reasons) || HasGap(report.Model?.Options) ? Gap : null,
        NodeTable table => HasGap(table.Nodes) ? Gap : null,
        FeedbackAct act => HasGap(act.Reasons) ? Gap : AreLong(act.Kind, act.ActKey, act.WithdrawsKey, act.Reader.Key, act.Reader.Role, act.Verdict, act.Decision) ? TooLong : null,
        NodeCrop crop => HasGap(crop.Why) ? Gap : AreLong(crop.Image.Sha256, crop.Labels.Sha256, crop.Numbers.Sha256) ? TooLong : null,
        Telemetry telemetry => HasGap(telemetry.TechnicalAlarms) ? Gap : null,
        DriftSketch sketch => AreLong(sketch.Week) ? TooLong : Counts(sketch).All(IsCount) ? null : BadCount,
        NodeState state => AreLong(state.Software) ? TooLong : null,
        Heartbeat beat => AreLong(beat.Software) ? TooLong : null,
        _ => null,
    };

    private static bool HasGap<T>(IReadOnlyList<T>? list)
        where T : class => list?.Any(item => item is null) == true;

    private static bool AreLong(params ReadOnlySpan<string?> keys)
    {
        foreach (var key in keys)
        {
            if (key is { Length: > LongestKey })
                return true;
        }

        return false;
    }

    private static IReadOnlyList<int>[] Counts(DriftSketch sketch) =>
    [
        [sketch.Analysed, sketch.Unsuitable, sketch.Failed, sketch.Missed], sketch.Priorities, sketch.Classes, sketch.Contrast, sketch.Verdicts,
        sketch.ShortAxisMm.Counts, sketch.VolumeMm3.Counts, sketch.NodesPerStudy.Counts, sketch.NodeHu.Counts, sketch.SliceMm.Counts,
    ];

    private static bool IsCount(IReadOnlyList<int> counts) => counts.All(count => count >= 0) && counts.Sum(count => (long)count) <= MostOfAWeek;
}
