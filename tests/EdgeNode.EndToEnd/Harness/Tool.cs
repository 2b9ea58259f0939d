using System.Diagnostics;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Runs a command to its end. A peer that is not installed fails the test: these tests prove nothing without it.</summary>
internal static class Tool
{
    public static async Task<ToolResult> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public ToolResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}
