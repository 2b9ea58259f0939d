namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>alarms</c>: who may acknowledge and decide, when an alarm nobody sees is passed on, and how it sounds.</summary>
public sealed record AlarmOptions
{
    /// <summary>Who may acknowledge and decide, by code or badge. Never free text: what stands in the record must name somebody.</summary>
    public IReadOnlyList<ReaderOptions> Readers { get; init; } = [new() { Code = "WARD", Name = "Ward station" }];

    /// <summary>Who is told when an alarm stays unacknowledged, and after how long.</summary>
    public IReadOnlyList<EscalationOptions> Escalation { get; init; } =
    [
        new() { Level = 1, Minutes = 10, To = EscalationOptions.Device },
        new() { Level = 1, Minutes = 30, To = EscalationOptions.Centre },
        new() { Level = 2, Minutes = 4 * 60, To = EscalationOptions.Device },
        new() { Level = 3, Minutes = 3 * 24 * 60, To = EscalationOptions.Device },
    ];

    /// <summary>Hours after its decision at which an alarm is closed; until then the decision can be changed.</summary>
    public double CloseAfterHours { get; init; } = 24;

    public AlarmSoundOptions Sound { get; init; } = new();

    public AlarmRelayOptions Relay { get; init; } = new();

    public TechnicalOptions Technical { get; init; } = new();

    public IEnumerable<OptionError> Validate() =>
    [
        .. Own(),
        .. Readers.SelectMany((reader, i) => reader.Validate($"alarms.readers[{i}]")),
        .. Escalation.SelectMany((step, i) => step.Validate($"alarms.escalation[{i}]")),
        .. Sound.Validate("alarms.sound"),
        .. Technical.Validate("alarms.technical"),
    ];

    internal AlarmOptions Rooted(string folder) => this with { Sound = Sound.Rooted(folder), Relay = Relay.Rooted(folder) };

    private IEnumerable<OptionError> Own()
    {
        if (Readers.Count == 0)
        {
            yield return new("alarms.readers", "is empty: nobody could acknowledge an alarm; write { \"code\": \"A1\", \"name\": \"Dr Lin\" }");
        }

        if (Readers.GroupBy(reader => reader.Code, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return new("alarms.readers", $"holds the code \"{twice.Key}\" twice: one code names one person");
        }

        if (Escalation.GroupBy(step => (step.Level, step.Minutes)).Any(same => same.Count() > 1))
        {
            yield return new("alarms.escalation", "holds two steps of one level at the same minute: one would hide the other");
        }

        if (CloseAfterHours is not (>= 0.01 and <= 10_000))
        {
            yield return new("alarms.closeAfterHours", "is between 0.01 and 10000 hours, such as 24");
        }
    }
}
