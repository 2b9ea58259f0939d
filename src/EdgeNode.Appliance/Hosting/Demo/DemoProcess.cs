using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeNode.Appliance.Hosting.Demo;

/// <summary>One of the two programs beside the demo; its output goes to a log file. Disposing asks it to stop (SIGTERM) and waits.</summary>
internal sealed partial class DemoProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TextWriter _log;

    private DemoProcess(Process process, TextWriter log) => (_process, _log) = (process, log);

    public bool HasEnded => _process.HasExited;

    /// <exception cref="IOException">The program is not beside this one.</exception>
    public static DemoProcess Start(string program, string logFile, Dictionary<string, string> settings)
    {
        var path = Path.Combine(AppContext.BaseDirectory, program);
        if (!File.Exists(path))
        {
            throw new IOException($"'{program}' is not beside edgenode: run 'make build' first.");
        }

        var start = new ProcessStartInfo(path, "run") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(logFile)! };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, log);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _ = Kill(_process.Id, Terminate);
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
