using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeNode.TestPeers;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>A receiver that runs as a process of its own while studies are sent to it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Process _process;

    private Receiver(string name, string program, string[] arguments, int port, string folder, Dictionary<string, string>? environment = null)
    {
        (Name, Port, Folder) = (name, port, folder);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? [])
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Port { get; }

    public string Folder { get; }

    /// <summary>Not part of this repository: its files are removed after each round.</summary>
    public bool IsExternal { get; private init; }

    /// <summary>Bytes read and written so far, as the kernel tells it.</summary>
    public string InputOutput => File.ReadAllText($"/proc/{_process.Id}/io");

    /// <summary>Processor seconds so far, ended children included.</summary>
    public double CpuSeconds
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
            return fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / 100.0;
        }
    }

    /// <summary>Most resident memory so far, MB.</summary>
    public double PeakMegabytes => Megabytes("VmHWM");

    /// <summary>Resident memory now, MB.</summary>
    public double ResidentMegabytes => Megabytes("VmRSS");

    /// <summary>The appliance as `make build` leaves it; it never completes a study here, so that nothing is analysed meanwhile.</summary>
    public static Receiver Appliance(string folder)
    {
        var port = FreePort.Next();
        return new("edgenode", "artifacts/edgenode", ["run"], port, folder, new()
        {
            ["EDGENODE_dicom__port"] = Text(port),
            ["EDGENODE_dicom__address"] = "127.0.0.1",
            ["EDGENODE_kiosk__urls"] = $"http://127.0.0.1:{Text(FreePort.Next())}",
            ["EDGENODE_storage__path"] = folder,
            ["EDGENODE_storage__minimumFreeFraction"] = "0",
            ["EDGENODE_sync__broker"] = "mqtt://127.0.0.1:9",
            ["EDGENODE_intake__quietSeconds"] = "3600",
            ["EDGENODE_intake__releasedQuietSeconds"] = "3600",
        });
    }

    /// <summary>What receives in the appliance, in a process of its own (<see cref="ReceptionHost"/>).</summary>
    public static Receiver Reception(string name, string folder)
    {
        var port = FreePort.Next();
        return new(name, Environment.ProcessPath!, ["reception", Text(port), folder], port, folder);
    }

    /// <param name="name">Shown in the table.</param>
    /// <param name="folder">It writes here.</param>
    /// <param name="noDelay">Sets TCP_NODELAY, which storescp leaves off as installed.</param>
    /// <param name="options">More options.</param>
    public static Receiver StoreScp(string name, string folder, bool noDelay, params string[] options)
    {
        var port = FreePort.Next();
        return new(name, "storescp", [.. options, "--max-pdu", "131072", "--output-directory", folder, "--aetitle", "EDGENODE", Text(port)], port, folder, noDelay ? new() { ["TCP_NODELAY"] = "1" } : null);
    }

    public static Receiver Orthanc(string name, string folder, bool sync)
    {
        var (port, file) = (FreePort.Next(), Path.Combine(folder, "orthanc.json"));
        File.WriteAllText(file, $$"""
            { "DicomAet": "EDGENODE", "DicomPort": {{Text(port)}}, "HttpServerEnabled": false, "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db",
              "SyncStorageArea": {{(sync ? "true" : "false")}}, "DicomAlwaysAllowStore": true, "StorageCompression": false }
            """);
        return new(name, "/usr/sbin/Orthanc", [file], port, folder, new() { ["TCP_NODELAY"] = "1" });
    }

    /// <summary>The floor, compiled on the spot.</summary>
    public static async Task<Receiver> FloorAsync(string name, string folder, bool sync)
    {
        var program = Path.Combine(folder, "refscp");
        using (var compiler = Process.Start("gcc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "Intake/floor/refscp.c"), "-lpthread"]))
        {
            await compiler.WaitForExitAsync();
        }

        var port = FreePort.Next();
        var instances = Directory.CreateDirectory(Path.Combine(folder, "instances")).FullName;
        return new(name, program, sync ? [Text(port), instances, "sync"] : [Text(port), instances], port, folder);
    }

    /// <summary>A receiver that is not part of this repository: <c>NAME=PROGRAM ARGUMENT…</c>, in which {port} and {folder} are put in.</summary>
    public static Receiver External(string text, string folder)
    {
        var (at, port) = (text.IndexOf('=', StringComparison.Ordinal), FreePort.Next());
        var words = text[(at + 1)..].Replace("{port}", Text(port), StringComparison.Ordinal).Replace("{folder}", folder, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(text[..at], words[0], words[1..], port, folder) { IsExternal = true };
    }

    public async Task ListensAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"{Name} does not listen on port {Port}.");
    }

    /// <summary>Until it has neither computed nor read nor written for a while, at most a minute.</summary>
    public async Task SettledAsync()
    {
        var (last, still) = (("", 0.0), 0);
        for (var n = 0; n < 600 && still < 10; n++)
        {
            var now = (InputOutput, Math.Round(CpuSeconds, 1));
            still = now == last ? still + 1 : 0;
            last = now;
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private double Megabytes(string field) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024.0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
