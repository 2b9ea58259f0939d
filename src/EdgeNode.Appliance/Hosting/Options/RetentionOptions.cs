namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>
/// <c>storage.retention</c>: when the images of old cases are removed. Results, alarms, acts and reports always stay; images go only when nobody
/// needs them on this box any more. Days are days on which the box was running, so that a clock that jumps removes nothing.
/// </summary>
public sealed record RetentionOptions
{
    /// <summary>Days after which images go, however much room there is; 0: never for their age.</summary>
    public int Days { get; init; }

    /// <summary>Below this free share of the disk the oldest images go, until it is free again; 0: never for want of room.</summary>
    public double KeepFreeFraction { get; init; } = 0.15;

    /// <summary>Nothing younger goes, however full the disk is.</summary>
    public int LeastDays { get; init; } = 30;

    /// <param name="minimumFreeFraction"><c>storage.minimumFreeFraction</c>, below which scans are refused.</param>
    internal IEnumerable<OptionError> Validate(double minimumFreeFraction)
    {
        if (LeastDays is < 1 or > 36_500)
        {
            yield return new("storage.retention.leastDays", "is between 1 and 36500 days, such as 30");
        }

        if (Days is < 0 or > 36_500 || (Days > 0 && Days < LeastDays))
        {
            yield return new("storage.retention.days", "is 0 (never), or from storage.retention.leastDays to 36500 days, such as 365");
        }

        if (KeepFreeFraction is not (>= 0 and <= 0.9) || (KeepFreeFraction > 0 && KeepFreeFraction <= minimumFreeFraction))
        {
            yield return new("storage.retention.keepFreeFraction", "is 0 (never), or more than storage.minimumFreeFraction and at most 0.9, such as 0.15");
        }
    }
}
