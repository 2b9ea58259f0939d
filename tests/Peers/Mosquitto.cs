using System.Diagnostics;
using System.Net.Sockets;

namespace EdgeNode.TestPeers;

/// <summary>
/// A real mosquitto with its own configuration in a temporary folder. Its persistence is off: the protocol must not lean on the broker's
/// memory. A test that needs it fails where the program is missing.
/// </summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto"];

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-mosquitto").FullName;
    private Process? _process;

    /// <param name="listener">More lines for the listener, e.g. of TLS; anonymous access where empty.</param>
    public Mosquitto(string listener = "allow_anonymous true")
        : this(port => $"""
            persistence false
            set_tcp_nodelay true
            max_inflight_messages 1000
            max_queued_messages 0
            listener {port} 127.0.0.1
            {listener}
            """)
    {
    }

    /// <param name="configuration">All of it, of its port; the account is the test's own, which may read the test's files.</param>
    public Mosquitto(Func<int, string> configuration) => File.WriteAllText(Configuration, $"user root\n{configuration(Port)}\n");

    public int Port { get; } = FreePort.Next();

    public string Address => $"mqtt://127.0.0.1:{Port}";

    /// <summary>What it has used of a processor.</summary>
    public TimeSpan Processor => _process!.TotalProcessorTime;

    private string Configuration => Path.Combine(_folder, "mosquitto.conf");

    public async Task StartAsync()
    {
        var program = Array.Find(Places, File.Exists) ?? throw new FileNotFoundException("mosquitto is not installed: apt-get install mosquitto");
        _process = Process.Start(new ProcessStartInfo(program, ["-c", Configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.TrueAsync(Answers, "mosquitto listens");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        await PeerProcess.KillAsync(_process);
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Answers()
    {
        Assert.False(_process!.HasExited, "mosquitto ended at once");
        try
        {
            using var probe = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
