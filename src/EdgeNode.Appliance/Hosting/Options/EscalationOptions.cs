namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>One of <c>alarms.escalation</c>: an alarm that nobody acknowledges is passed on.</summary>
public sealed record EscalationOptions
{
    /// <summary>A second device: relay, phone, light; what the relay's command does with it.</summary>
    public const string Device = "device";

    /// <summary>The centre.</summary>
    public const string Centre = "centre";

    /// <summary>Priority of the alarm, 1 to 3.</summary>
    public int Level { get; init; }

    /// <summary>Minutes without acknowledgement.</summary>
    public double Minutes { get; init; }

    public string To { get; init; } = "";

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (Level is < 1 or > 3)
        {
            yield return new($"{path}.level", "is 1, 2 or 3: priority 4 raises no alarm");
        }

        if (Minutes is not (> 0 and <= 60 * 24 * 365))
        {
            yield return new($"{path}.minutes", "is how long nobody acknowledges, in minutes, such as 10");
        }

        if (To is not (Device or Centre))
        {
            yield return new($"{path}.to", "is \"device\" or \"centre\"");
        }
    }
}
