namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>storage</c>: where the box keeps what it must not lose.</summary>
public sealed record StorageOptions
{
    public string Path { get; init; } = "./data";

    /// <summary>Below this free share of the disk new instances are refused with A700H, so that alarms and sync keep working.</summary>
    public double MinimumFreeFraction { get; init; } = 0.05;

    /// <summary>Room that is kept on the disk for the box's own record, MiB: alarms, acts and reports are written even when something else has filled the disk. 0: none.</summary>
    public int ReserveMiB { get; init; } = 64;

    /// <summary>Copies of refused instances that are kept for people to look at, MiB. A full quarantine takes no more and says so; nothing is removed for it.</summary>
    public int QuarantineMiB { get; init; } = 4096;

    /// <summary>Age at which files in quarantine are removed, each named in the log, days; 0: never.</summary>
    public int QuarantineDays { get; init; }

    /// <summary>Daily copies of the database.</summary>
    public BackupOptions Backups { get; init; } = new();

    /// <summary>When images of old cases are removed.</summary>
    public RetentionOptions Retention { get; init; } = new();

    public IEnumerable<OptionError> Validate()
    {
        if (Path.Length == 0)
        {
            yield return new("storage.path", "names a folder, such as \"./data\" or \"/var/lib/edgenode\"");
        }

        if (MinimumFreeFraction is < 0 or > 0.9)
        {
            yield return new("storage.minimumFreeFraction", "is a share between 0 and 0.9, such as 0.05");
        }

        if (ReserveMiB is < 0 or > 65_536)
        {
            yield return new("storage.reserveMiB", "is between 0 (none) and 65536 MiB, such as 64");
        }

        if (QuarantineMiB is < 1 or > 1_048_576)
        {
            yield return new("storage.quarantineMiB", "is between 1 and 1048576 MiB, such as 4096");
        }

        if (QuarantineDays is < 0 or > 36_500)
        {
            yield return new("storage.quarantineDays", "is between 0 (never) and 36500 days, such as 365");
        }

        foreach (var mistake in Backups.Validate().Concat(Retention.Validate(MinimumFreeFraction)))
        {
            yield return mistake;
        }
    }
}
