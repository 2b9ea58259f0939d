using System.CommandLine;
using EdgeNode.Appliance.Health.Technical;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode clock</c>: ends the complaint about a clock that was ahead once; the service may run meanwhile.</summary>
internal static class ClockCommand
{
    public static Command Create() => new("clock", "The box's clock: confirm that it is right after it was ahead.") { Confirm() };

    private static Command Confirm()
    {
        var config = CommonOptions.Config();
        var command = new Command("confirm", "The clock is right now: times ahead of it were written under a wrong one, and CLOCK_WRONG goes.") { config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(config), TimeProvider.System));
        return command;
    }

    private static async Task<int> RunAsync(string? configFile, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (ClockCheck.Problem(now, newestFact: null) is { } wrong)
        {
            return Complaint.Because(new("CLOCK_WRONG", wrong), ExitCode.InputUnsuitable);
        }

        return await BoxDatabase.WithAsync(configFile, async database =>
        {
            var newest = await database.WriteAsync(connection => ClockFacts.Confirm(connection, now));
            Console.Out.WriteLine(newest is { } known ? $"Confirmed: it is {now:u}, and times up to {known:u} are known to be wrong" : $"Nothing to confirm: nothing was written down later than {now:u}");
            return ExitCode.Done;
        });
    }
}
