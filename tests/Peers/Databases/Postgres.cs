using System.Diagnostics;
using Npgsql;

namespace EdgeNode.TestPeers;

/// <summary>
/// A real PostgreSQL of the test's own: Debian's programs, a data folder and a port of its own, gone afterwards. A test that needs it fails
/// where the programs are missing.
/// </summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-postgres").FullName;
    private readonly int _port = FreePort.Next();

    public string Connection => $"Host=127.0.0.1;Port={_port};Username=edgenode;Database=postgres;Timeout=5;Include Error Detail=true";

    private static string Programs => Directory.Exists("/usr/lib/postgresql")
        ? Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Order().Last(), "bin")
        : throw new FileNotFoundException("PostgreSQL is not installed: apt-get install postgresql");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The server refuses to be run by root; Debian's package brings the account postgres.</summary>
    public async Task StartAsync()
    {
        if (!Directory.Exists(Data))
        {
            await RunAsync("chown", "postgres", _folder);
            await ServerAsync("initdb", "--pgdata", Data, "--username", "edgenode", "--auth", "trust", "--no-sync");
        }

        await ServerAsync("pg_ctl", "--pgdata", Data, "--wait", "--log", Path.Combine(_folder, "log"), "--options", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}", "start");
    }

    /// <summary>As a power cut: no checkpoint, no goodbye.</summary>
    public Task KillAsync() => ServerAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode", "immediate", "stop");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task ServerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments])
        : RunAsync(Path.Combine(Programs, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what it prints to: a pipe would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
