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

    public int Port { get; } = FreePort.Next();

    public string Connection => ConnectionBy(Port);

    /// <summary>Whether the server takes connections.</summary>
    public bool IsUp
    {
        get
        {
            try
            {
                using var probe = new NpgsqlConnection($"{Connection};Pooling=false");
                probe.Open();
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether it has not ended, by itself or otherwise.</summary>
    public bool IsRunning => File.Exists(Path.Combine(Data, "postmaster.pid"));

    private static string Programs => Directory.Exists("/usr/lib/postgresql")
        ? Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Order().Last(), "bin")
        : throw new FileNotFoundException("PostgreSQL is not installed: apt-get install postgresql");

    /// <summary>Over another port that leads to its own.</summary>
    public static string ConnectionBy(int port) => $"Host=127.0.0.1;Port={port};Username=edgenode;Database=postgres;Timeout=5;Include Error Detail=true";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The server refuses to be run by root; Debian's package brings the account postgres.</summary>
    public async Task StartAsync()
    {
        if (!Directory.Exists(Data))
        {
            await RunAsync("chown", "postgres", _folder);
            await ServerAsync("initdb", "--pgdata", Data, "--username", "edgenode", "--auth", "trust", "--no-sync");
        }

        await ServerAsync("pg_ctl", "--pgdata", Data, "--wait", "--log", Path.Combine(_folder, "log"), "--options", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}", "start");
    }

    /// <summary>As a power cut: no checkpoint, no goodbye.</summary>
    public Task KillAsync() => ServerAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode", "immediate", "stop");

    /// <summary>Its journal (WAL) goes to another file system, where it is from then on.</summary>
    public async Task MoveJournalAsync(string folder)
    {
        await ServerAsync("pg_ctl", "--pgdata", Data, "--wait", "--mode", "fast", "stop");
        var (beside, there) = (Path.Combine(Data, "pg_wal"), Path.Combine(folder, "wal"));
        await RunAsync("mv", beside, there);
        File.CreateSymbolicLink(beside, there);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (IsRunning)
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
