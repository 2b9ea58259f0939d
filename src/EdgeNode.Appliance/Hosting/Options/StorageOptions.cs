namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>storage</c>: where the box keeps what it must not lose.</summary>
public sealed record StorageOptions
{
    public string Path { get; init; } = "./data";

    /// <summary>Below this free share of the disk new instances are refused with A700H, so that alarms and sync keep working.</summary>
    public double MinimumFreeFraction { get; init; } = 0.05;

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
    }
}
