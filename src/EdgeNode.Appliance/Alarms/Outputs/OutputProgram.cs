using System.ComponentModel;
using System.Diagnostics;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>Runs a program that drives an output. It may fail or hang: both are told, and neither holds the alarms up for long.</summary>
internal static class OutputProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">It cannot be started, ends with an error, or was ended because it took too long.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, TimeProvider time, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await FeedAsync(process, input, both.Token);
            await process.WaitForExitAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new IOException($"'{program}' did not end within {Longest.TotalSeconds:0} s");
        }

        if (process.ExitCode != 0)
        {
            throw new IOException($"'{program}' ended with {process.ExitCode}");
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            // Its output stays in the journal beside ours: nothing of it is read here.
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true })!;
        }
        catch (Win32Exception missing)
        {
            throw new IOException($"'{program}' cannot be started ({missing.Message})", missing);
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything: its exit code says whether that is wrong.
        }
    }
}
