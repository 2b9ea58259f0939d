namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>feedback</c>: who may do what without signing on, and for how long a sign-on lasts.</summary>
public sealed record FeedbackOptions
{
    /// <summary>Stations of <c>alarms.readers</c> may acknowledge and pause even when there are people who can sign on.</summary>
    public bool StationMayAcknowledge { get; init; }

    public SignOnOptions SignOn { get; init; } = new();

    public IEnumerable<OptionError> Validate() => SignOn.Validate("feedback.signOn");
}

/// <summary><c>feedback.signOn</c>. Seconds and hours.</summary>
public sealed record SignOnOptions
{
    /// <summary>A sign-on ends when nothing was done for so long.</summary>
    public double IdleSeconds { get; init; } = 120;

    /// <summary>A sign-on ends after so long in any case.</summary>
    public double LongestHours { get; init; } = 12;

    /// <summary>Wait after one wrong PIN; doubled by each that follows.</summary>
    public double FirstDelaySeconds { get; init; } = 1;

    public double LongestDelaySeconds { get; init; } = 300;

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (IdleSeconds is not (>= 10 and <= 3600))
        {
            yield return new($"{path}.idleSeconds", "is between 10 and 3600 seconds, such as 120");
        }

        if (LongestHours is not (>= 0.1 and <= 24))
        {
            yield return new($"{path}.longestHours", "is between 0.1 and 24 hours, such as 12");
        }

        if (FirstDelaySeconds is not (>= 0.5 and <= 60))
        {
            yield return new($"{path}.firstDelaySeconds", "is between 0.5 and 60 seconds: without a delay a PIN can be guessed");
        }

        if (LongestDelaySeconds is not (>= 60 and <= 3600))
        {
            yield return new($"{path}.longestDelaySeconds", "is between 60 and 3600 seconds, such as 300");
        }
    }
}
