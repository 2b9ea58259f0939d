using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNode.TestPeers;

namespace EdgeNode.Center.Tests;

/// <summary>The program itself, as a process.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-center").FullName;

    [Theory]
    [InlineData(0, "run --help")]
    [InlineData(0, "--version")]
    [InlineData(64, "run --colour blue")]
    [InlineData(0, "export --out .")]
    [InlineData(64, "export")]
    [InlineData(64, "export --out . --dataset 0")]
    [InlineData(64, "export --out . --name a/b")]
    [InlineData(64, "export --out . --unreviewed maybe")]
    [InlineData(0, "token --name wu --role export")]
    [InlineData(64, "token --name Wu --role export")]
    [InlineData(64, "simulate --sites 0")]
    [InlineData(69, "simulate --sites 1")]
    [InlineData(0, "baseline list --help")]
    [InlineData(64, "baseline restart")]
    [InlineData(64, "baseline restart north --reason BORED")]
    [InlineData(64, "baseline restart north --reason SCANNER_CHANGED --from yesterday")]
    [InlineData(66, "baseline restart north --reason SCANNER_CHANGED")]
    [InlineData(78, "run --config none.json")]
    [InlineData(78, "--config none.json")]
    public async Task Exit_codes_are_those_of_sysexits(int code, string arguments)
    {
        var (ended, said) = await RunAsync(arguments.Split(' '));
        Assert.Equal((code, true), (ended, said.Length > 0));
    }

    [Fact]
    public async Task A_wrong_setting_from_the_environment_is_told_with_its_path()
    {
        var (code, said) = await RunAsync(["run"], ("EDGENODE_CENTER_broker", "nonsense"), ("EDGENODE_CENTER_storage__pth", "x"));
        Assert.Equal(78, code);
        Assert.Contains("broker: write mqtt://", said, StringComparison.Ordinal);
        Assert.Contains("storage.pth: is not a setting", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_line_and_74()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");
        var (code, said) = await RunAsync(["run"], ("EDGENODE_CENTER_storage__path", Path.Combine(_folder, "file", "data")));
        Assert.Equal(74, code);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_taken_port_is_told_without_a_stack_and_74()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, said) = await RunAsync(["run"], ("EDGENODE_CENTER_urls", $"http://{taken.LocalEndpoint}"), ("EDGENODE_CENTER_broker", $"mqtt://127.0.0.1:{FreePort.Next()}"));
        Assert.Equal(74, code);
        Assert.Contains("choose another urls", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_broker_it_says_so_keeps_trying_serves_its_page_and_ends_on_sigterm()
    {
        var (broker, page) = (FreePort.Next(), FreePort.Next());
        using var process = Start(["run"], ("EDGENODE_CENTER_broker", $"mqtt://127.0.0.1:{broker}"), ("EDGENODE_CENTER_urls", $"http://127.0.0.1:{page}"), ("EDGENODE_CENTER_longestPause", "0.2"));
        var lines = new List<string>();
        while (lines.Count(line => line.Contains("[6001]", StringComparison.Ordinal)) < 2)
            lines.Add(await process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException(string.Join('\n', lines)));

        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{page}") };
        var health = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(503, (int)health.StatusCode);
        Assert.False((await health.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ready").GetBoolean());
        Assert.Equal("[]", await http.GetStringAsync(new Uri("/api/cases", UriKind.Relative)));

        Assert.Equal(0, Kill(process.Id, 15));
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    private async Task<(int Code, string Said)> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Start(arguments, settings);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenode-center.dll"), .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
