namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>dicom.limits</c>: what one peer, and all together, may cost.</summary>
public sealed record DicomLimitOptions
{
    /// <summary>Connections to the DICOM ports, with or without association; one more is closed at once.</summary>
    public int Connections { get; init; } = 512;

    /// <summary>Largest instance, MiB.</summary>
    public int InstanceMiB { get; init; } = 4096;

    /// <summary>Instances that have begun and are not committed, all together, MiB.</summary>
    public int InFlightMiB { get; init; } = 8192;

    /// <summary>Until an association request is complete, seconds (ARTIM).</summary>
    public double ArtimSeconds { get; init; } = 10;

    /// <summary>Silence of an open association, seconds.</summary>
    public double IdleSeconds { get; init; } = 60;

    /// <summary>For a peer's answer to a report of ours, seconds.</summary>
    public double ResponseSeconds { get; init; } = 30;

    /// <summary>Least rate of a peer inside a message, over 30 s of waiting for it; 0: any.</summary>
    public int BytesPerSecond { get; init; } = 1024;

    internal IEnumerable<OptionError> Validate()
    {
        foreach (var (name, value, least, most) in new (string, double, double, double)[]
        {
            ("connections", Connections, 1, 10_000), ("instanceMiB", InstanceMiB, 1, 65_536), ("inFlightMiB", InFlightMiB, 1, 1_048_576),
            ("artimSeconds", ArtimSeconds, 0.1, 300), ("idleSeconds", IdleSeconds, 0.1, 86_400), ("responseSeconds", ResponseSeconds, 0.1, 3600),
            ("bytesPerSecond", BytesPerSecond, 0, 1_000_000),
        })
        {
            if (!(value >= least && value <= most))
            {
                yield return new($"dicom.limits.{name}", FormattableString.Invariant($"is between {least} and {most}"));
            }
        }
    }
}
