using System.Diagnostics;
using System.Globalization;

namespace EdgeNode.Benchmarks.Inference;

/// <param name="WallSeconds">From start to end.</param>
/// <param name="ProcessorSeconds">User and system.</param>
/// <param name="PeakMiB">Largest resident set (getrusage).</param>
/// <param name="Errors">What it wrote to stderr.</param>
internal sealed record ProcessRun(double WallSeconds, double ProcessorSeconds, double PeakMiB, string Errors);

/// <summary>A program under GNU time, which knows what the kernel counted once the program has ended.</summary>
internal static class MeasuredProcess
{
    public static async Task<ProcessRun> RunAsync(IReadOnlyList<string> command)
    {
        var report = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/usr/bin/time", ["-o", report, "-f", "%e %U %S %M", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };

            // Threads that wait by spinning would take the processor from one another on a machine that does other work as well.
            start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {await errors}{await output}");
            var numbers = (await File.ReadAllLinesAsync(report))[^1].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            return new(numbers[0], numbers[1] + numbers[2], numbers[3] / 1024, await errors);
        }
        finally
        {
            File.Delete(report);
        }
    }
}
