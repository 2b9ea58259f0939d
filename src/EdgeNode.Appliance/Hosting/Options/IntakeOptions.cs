namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>intake</c>: when a study counts as complete.</summary>
public sealed record IntakeOptions
{
    /// <summary>Quiet time after the last instance while no association of the study is open, seconds.</summary>
    public double QuietSeconds { get; init; } = 10;

    /// <summary>The shorter quiet time when the sender has released its association, seconds.</summary>
    public double ReleasedQuietSeconds { get; init; } = 2;

    public IEnumerable<OptionError> Validate()
    {
        if (QuietSeconds is < 0.1 or > 3600)
        {
            yield return new("intake.quietSeconds", "is between 0.1 and 3600 seconds, such as 10");
        }

        if (ReleasedQuietSeconds < 0 || ReleasedQuietSeconds > QuietSeconds)
        {
            yield return new("intake.releasedQuietSeconds", "is between 0 and intake.quietSeconds, such as 2");
        }
    }
}
