using System.Globalization;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>
/// A bare Debian that systemd boots in a container, with a cable to this machine: a box as an installer finds it. Needs root, and what
/// `make test-install` installs.
/// </summary>
internal sealed class Container : IAsyncDisposable
{
    private const string Cable = "host0";
    private static int _count;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-container").FullName;
    private readonly string _name;
    private readonly int _number;
    private RunningProgram? _system;
    private string _init = "";

    private Container()
    {
        _number = Interlocked.Increment(ref _count);
        _name = string.Create(CultureInfo.InvariantCulture, $"edge{Environment.ProcessId % 10000}{_number}");
    }

    /// <summary>Address of the box on the cable.</summary>
    public string Address => $"10.77.{_number}.2";

    /// <summary>Address of this machine on the cable: the scanner.</summary>
    public string ScannerAddress => $"10.77.{_number}.1";

    private string Root => Path.Combine(_folder, "root");

    public static async Task<Container> BootAsync()
    {
        var container = new Container();
        Directory.CreateDirectory(container.Root);
        (await Tool.RunAsync("tar", "-C", container.Root, "-xf", Path.Combine(RealData.Repository, "artifacts", "container", "debian.tar"))).MustSucceed();
        await container.StartAsync();
        return container;
    }

    /// <summary>Switches the box on; after <see cref="CutPowerAsync"/> with the disk it had.</summary>
    public async Task StartAsync()
    {
        _system = new("systemd-nspawn", ["--directory", Root, "--machine", _name, "--register=no", "--keep-unit", "--boot", "--network-veth", "--console=pipe"]);
        _init = await Eventually.GetAsync(InitAsync, "systemd runs in the container");
        await Eventually.TrueAsync(async () => (await RunAsync("systemctl is-system-running")).Output.Trim() is "running" or "degraded", "the container has booted");
        (await Tool.RunAsync("ip", "address", "replace", $"{ScannerAddress}/24", "dev", $"ve-{_name}")).MustSucceed();
        (await Tool.RunAsync("ip", "link", "set", $"ve-{_name}", "up")).MustSucceed();
        (await Tool.RunAsync("nsenter", "--target", _init, "--net", "ip", "address", "replace", $"{Address}/24", "dev", Cable)).MustSucceed();
        (await Tool.RunAsync("nsenter", "--target", _init, "--net", "ip", "link", "set", Cable, "up")).MustSucceed();
    }

    /// <summary>Every process is gone at once.</summary>
    public async Task CutPowerAsync()
    {
        await Tool.RunAsync("kill", "-9", _init);
        await Eventually.TrueAsync(() => _system!.HasExited, "the container is off");
        await _system!.DisposeAsync();
    }

    /// <summary>Runs a line of shell in the box.</summary>
    public Task<ToolResult> RunAsync(string line) => Tool.RunAsync("nsenter", "--target", _init, "--all", "/bin/sh", "-c", $"export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin; {line}");

    public async Task<string> MustAsync(string line) => (await RunAsync(line)).MustSucceed().Output;

    /// <summary>Puts a file into the box.</summary>
    public async Task<string> PutAsync(string file)
    {
        var target = Path.Combine(Root, "root", Path.GetFileName(file));
        await using var from = File.OpenRead(file);
        await using var to = File.Create(target);
        await from.CopyToAsync(to);
        return "/root/" + Path.GetFileName(file);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is { HasExited: false } && _init.Length > 0)
        {
            await CutPowerAsync();
        }
        else if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        await Tool.RunAsync("rm", "-rf", _folder);
    }

    /// <summary>Process number, on this machine, of the container's own systemd.</summary>
    private async Task<string?> InitAsync()
    {
        Assert.False(_system!.HasExited, _system.Printed);
        var init = await Tool.RunAsync("pgrep", "--parent", $"{_system.Id}", "--exact", "systemd");
        return init.ExitCode == 0 ? init.Output.Trim() : null;
    }
}
