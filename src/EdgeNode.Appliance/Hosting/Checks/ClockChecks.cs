using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.CommandLine;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>Whether the clock can be right, and whether anything keeps it right.</summary>
internal static class ClockChecks
{
    public static IEnumerable<CheckFinding> Run(DateTimeOffset now, ClockDiscipline? discipline)
    {
        yield return ClockCheck.Problem(now, newestFact: null) is { } wrong
            ? new("clock", CheckLevel.Warns, "CLOCK_WRONG", wrong, ExitCode.Done)
            : new("clock", CheckLevel.Holds, null, $"{now:u}", ExitCode.Done);
        yield return discipline switch
        {
            { IsSynchronised: true, LargestError: var error } => new("time server", CheckLevel.Holds, null, $"the clock is synchronised, to {error.TotalMilliseconds:0} ms at worst", ExitCode.Done),
            { IsSynchronised: false } => Warns("nothing keeps the clock right: times of alarms and decisions may be wrong. See 'chronyc tracking' and 'timedatectl', and name the hospital's time server"),
            null => Warns("the system does not say whether the clock is synchronised: see 'chronyc tracking' or 'timedatectl'"),
        };
    }

    private static CheckFinding Warns(string text) => new("time server", CheckLevel.Warns, "CLOCK_UNSYNCHRONISED", text, ExitCode.Done);
}
