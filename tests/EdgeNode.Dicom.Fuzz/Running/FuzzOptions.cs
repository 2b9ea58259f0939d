namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>How to run one target.</summary>
internal sealed record FuzzOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Of all threads together.</summary>
    public long Executions { get; init; } = 1_000_000;

    /// <summary>Ends earlier after this time; 0: never.</summary>
    public int Seconds { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>An execution that takes longer than this hangs. Real ones take microseconds: the rest is for a busy machine.</summary>
    public TimeSpan HangLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Folder of real files to begin with; null: only what is made here.</summary>
    public string? Data { get; init; }

    /// <summary>Where inputs go that found something.</summary>
    public required string Findings { get; init; }
}
