using System.Diagnostics;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Runs a command to its end. A peer that is not installed fails the test: these tests prove nothing without it.</summary>
internal static class Tool
{
    public static Task<ToolResult> RunAsync(string program, params string[] arguments) => RunAsync(program, "", arguments);

    /// <param name="program">What is run.</param>
    /// <param name="input">What it reads from its input.</param>
    /// <param name="arguments">Of the command line.</param>
    public static async Task<ToolResult> RunAsync(string program, string input, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
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
