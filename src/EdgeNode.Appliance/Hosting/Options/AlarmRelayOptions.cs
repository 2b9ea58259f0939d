namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>alarms.relay</c>: a light, a relay, a pager; driven by the service.</summary>
public sealed record AlarmRelayOptions
{
    /// <summary>Program that is run at every change as <c>PROGRAM LEVEL ESCALATION TECHNICAL</c>; empty: none.</summary>
    public string Command { get; init; } = "";

    /// <summary>A file that gets "1" while a priority 1 or 2 alarm is unacknowledged and "0" otherwise, such as the value of a GPIO line or the brightness of an LED; empty: none.</summary>
    public string File { get; init; } = "";

    internal AlarmRelayOptions Rooted(string folder) => new() { Command = Program(Command, folder), File = File.Length == 0 ? "" : Path.GetFullPath(File, folder) };

    /// <summary>A name alone is looked up in PATH; anything with a slash is a file, counted from the configuration's folder.</summary>
    internal static string Program(string program, string folder) => program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program, folder) : program;
}
