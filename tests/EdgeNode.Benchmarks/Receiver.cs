using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeNode.Benchmarks;

/// <summary>A receiver that runs as a process of its own while studies are sent to it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly int _port;

    private Receiver(string program, string[] arguments, int port, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _port = port;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The appliance as `make build` leaves it; it never completes a study here, so that nothing is analysed meanwhile.</summary>
    public static Receiver Appliance(string folder)
    {
        Directory.CreateDirectory(folder);
        var (port, kiosk) = (FreePort(), FreePort());
        return new("artifacts/edgenode", ["run"], port, new()
        {
            ["EDGENODE_dicom__port"] = Text(port),
            ["EDGENODE_dicom__address"] = "127.0.0.1",
            ["EDGENODE_kiosk__urls"] = $"http://127.0.0.1:{Text(kiosk)}",
            ["EDGENODE_storage__path"] = folder,
            ["EDGENODE_storage__minimumFreeFraction"] = "0",
            ["EDGENODE_sync__broker"] = "mqtt://127.0.0.1:9",
            ["EDGENODE_intake__quietSeconds"] = "3600",
            ["EDGENODE_intake__releasedQuietSeconds"] = "3600",
        });
    }

    public static Receiver StoreScp(string folder)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort();
        return new("storescp", ["--output-directory", folder, "--aetitle", "EDGENODE", Text(port)], port, new() { ["TCP_NODELAY"] = "1" });
    }

    /// <summary>Seconds from the first byte to the last response, storescu's start included.</summary>
    public async Task<double> TakeAsync(string study)
    {
        await ListensAsync();
        var begin = Stopwatch.GetTimestamp();
        using var storescu = Process.Start(new ProcessStartInfo(
            "storescu", ["-aec", "EDGENODE", "--scan-directories", "--scan-pattern", "*.dcm", "127.0.0.1", Text(_port), study]))!;
        await storescu.WaitForExitAsync();
        return storescu.ExitCode == 0 ? Stopwatch.GetElapsedTime(begin).TotalSeconds : throw new InvalidOperationException($"storescu ended with {storescu.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ListensAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(20))
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"Nobody listens on port {_port}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
