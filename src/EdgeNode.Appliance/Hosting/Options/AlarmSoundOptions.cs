namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>alarms.sound</c>: the service itself makes the sound, so that a page that hangs cannot mute an alarm.</summary>
public sealed record AlarmSoundOptions
{
    /// <summary>Nobody can pause the sound for longer.</summary>
    public const double LongestPauseSeconds = 120;

    /// <summary>Program that plays a WAV file from its input, such as <c>aplay</c>; empty: the box makes no sound.</summary>
    public string Player { get; init; } = "";

    /// <summary>ALSA device, such as <c>plughw:1,0</c>; empty: the default one.</summary>
    public string Device { get; init; } = "";

    /// <summary>How each priority sounds (after IEC 60601-1-8: ten pulses, three, one).</summary>
    public IReadOnlyList<SoundPatternOptions> Patterns { get; init; } =
    [
        new() { Level = 1, Pulses = 10, RepeatSeconds = 15 },
        new() { Level = 2, Pulses = 3, RepeatSeconds = 30 },
        new() { Level = 3, Pulses = 1, RepeatSeconds = 0 },
    ];

    /// <summary>How long a pause lasts, seconds.</summary>
    public double PauseSeconds { get; init; } = LongestPauseSeconds;

    internal AlarmSoundOptions Rooted(string folder) => this with { Player = AlarmRelayOptions.Program(Player, folder) };

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (PauseSeconds is not (>= 1 and <= LongestPauseSeconds))
        {
            yield return new($"{path}.pauseSeconds", "is between 1 and 120 seconds: a sound can be paused, never switched off");
        }

        foreach (var level in (int[])[1, 2])
        {
            if (Patterns.All(pattern => pattern.Level != level))
            {
                yield return new($"{path}.patterns", $"has no pattern for level {level}: such an alarm would be silent");
            }
        }

        foreach (var error in Patterns.SelectMany((pattern, i) => pattern.Validate($"{path}.patterns[{i}]")))
        {
            yield return error;
        }
    }
}

/// <summary>One of <c>alarms.sound.patterns</c>.</summary>
public sealed record SoundPatternOptions
{
    public int Level { get; init; }

    public int Pulses { get; init; }

    /// <summary>Seconds from one burst to the next while nobody acknowledges; 0: once.</summary>
    public double RepeatSeconds { get; init; }

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (Level is < 1 or > 3)
        {
            yield return new($"{path}.level", "is 1, 2 or 3");
        }

        if (Pulses is < 1 or > 20)
        {
            yield return new($"{path}.pulses", "is between 1 and 20");
        }

        if (RepeatSeconds is not (0 or (>= 5 and <= 3600)) || (RepeatSeconds == 0 && Level < 3))
        {
            yield return new($"{path}.repeatSeconds", "is between 5 and 3600; 0 (once) is for level 3 only");
        }
    }
}
