using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeNode.TestPeers;

namespace EdgeNode.Benchmarks.Start;

/// <summary>
/// From the start of the program, with a data folder that has been used before, to READY=1 (the ports answer, as systemd is told) and to /healthz
/// saying ready (the model is loaded and its golden case came out as it should): with a page cache that the kernel was told to drop, and without.
/// </summary>
internal static class StartBenchmark
{
    private const string DropCaches = "/proc/sys/vm/drop_caches";

    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-start").FullName;
        try
        {
            // The first start makes database, keys and the reserve of the spool.
            await StartAsync(folder);
            Console.WriteLine("| page cache | to READY=1, s, median (range) | to ready, s, median (range) | processor until ready, s, median |\n|---|---|---|---|");
            foreach (var (name, prepare) in new (string, Action)[] { ("dropped", Drop), ("warm", () => { }) })
            {
                var starts = new List<StartTimes>();
                for (var round = 0; round < rounds; round++)
                {
                    prepare();
                    starts.Add(await StartAsync(folder));
                }

                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Middle(starts, start => start.Notified)} | {Middle(starts, start => start.Ready)} | {Median.Of(starts.Select(start => start.Processor)):0.00} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Middle(List<StartTimes> starts, Func<StartTimes, double> time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median.Of(starts.Select(time)):0.00} ({starts.Min(time):0.00} to {starts.Max(time):0.00})");

    private static async Task<StartTimes> StartAsync(string folder)
    {
        var (dicom, page) = (FreePort.Next(), FreePort.Next());
        var told = Path.Combine(folder, "notify");
        File.Delete(told);
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(told));
        var start = new ProcessStartInfo(Path.GetFullPath("artifacts/edgenode"), ["run"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (setting, value) in new[]
        {
            ("NOTIFY_SOCKET", told), ("EDGENODE_dicom__port", $"{dicom}"), ("EDGENODE_dicom__address", "127.0.0.1"), ("EDGENODE_kiosk__urls", $"http://127.0.0.1:{page}/"),
            ("EDGENODE_storage__path", Path.Combine(folder, "data")), ("EDGENODE_analysis__model", Path.GetFullPath("models/reference")),
        })
        {
            start.Environment[setting] = value;
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await NotifiedAsync(systemd);
        var notified = clock.Elapsed.TotalSeconds;
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri($"http://127.0.0.1:{page}/healthz"))).IsSuccessStatusCode, "the appliance is ready");
        var ready = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var processor = process.TotalProcessorTime.TotalSeconds;
        using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? new(notified, ready, processor) : throw new InvalidOperationException(await errors + await output);
    }

    private static async Task NotifiedAsync(Socket systemd)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var said = new byte[4096];
        while (!Encoding.UTF8.GetString(said.AsSpan(0, await systemd.ReceiveAsync(said, patience.Token))).Contains("READY=1", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Pages that were read from the disk are read from it again; needs root.</summary>
    private static void Drop()
    {
        using (var sync = Process.Start("sync"))
        {
            sync.WaitForExit();
        }

        File.WriteAllText(DropCaches, "3");
    }

    /// <summary>Seconds of one start.</summary>
    private sealed record StartTimes(double Notified, double Ready, double Processor);
}
