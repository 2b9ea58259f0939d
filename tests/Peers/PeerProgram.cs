using System.Diagnostics;

namespace EdgeNode.TestPeers;

/// <summary>Runs another program to its end. One that is not installed fails the test: it proves nothing without it.</summary>
internal static class PeerProgram
{
    /// <summary>What it wrote to its output.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}{output}");
        return output;
    }
}
