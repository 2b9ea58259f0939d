using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>One line on stderr that says what is wrong and what to do, and the exit code that goes with it.</summary>
internal static class Complaint
{
    public static int Because(CaseReason reason, int exitCode)
    {
        Console.Error.WriteLine($"edgenode: {reason.Code}: {reason.Text}");
        return exitCode;
    }

    public static int Configuration(IReadOnlyList<OptionError> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine($"edgenode: CONFIGURATION: {error.Path} {error.Message}");
        }

        return ExitCode.Configuration;
    }
}
