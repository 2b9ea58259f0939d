namespace EdgeNode.Appliance.Health.Technical;

/// <summary>Whether the box's clock can be right: times of alarms and decisions stand in the record, and a wrong clock falsifies them.</summary>
public static class ClockCheck
{
    /// <summary>The program did not exist before this day.</summary>
    public static readonly DateTimeOffset BeforeThisProgram = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Time synchronisation may step back a little; more than this is a clock that was set back.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with the clock; null when nothing is known to be.</summary>
    /// <param name="newestFact">The latest time that the box itself has written down and that nobody has said was wrong.</param>
    public static string? Problem(DateTimeOffset now, DateTimeOffset? newestFact) =>
        now < BeforeThisProgram ? $"The clock says {now:u}, which is before this program was made: set it or start time synchronisation."
        : newestFact is { } newest && newest - now > Tolerance ? $"The clock says {now:u}, but this box wrote down {newest:u} before: it was set back, or was ahead then. Set it and start time synchronisation. If it is right now, run `edgenode clock confirm`."
        : null;
}
