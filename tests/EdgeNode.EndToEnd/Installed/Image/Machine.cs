using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed.Image;

/// <summary>
/// The appliance image in QEMU: a machine of two processors whose disk is a copy of what `make image` made, with the scanner's, the page's and
/// the engineer's port reachable from here. Its processors are computed, not lent (TCG), unless EDGENODE_QEMU_ACCEL says kvm.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>How many times slower than a real machine it may be.</summary>
    public const int Patience = 8;

    private const string Firmware = "/usr/share/OVMF/OVMF_CODE_4M.fd";
    private const string FirmwareStore = "/usr/share/OVMF/OVMF_VARS_4M.fd";

    /// <summary>First partition of the disk, as mtools name it.</summary>
    private const string BootPartition = "@@1M";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-machine").FullName;
    private readonly int _engineerPort = FreePort.Next();
    private RunningProgram? _machine;

    private Machine()
    {
    }

    /// <summary>Where the box's DICOM port is reached from here.</summary>
    public int DicomPort { get; } = FreePort.Next();

    /// <summary>Where the box's page is reached from here.</summary>
    public int PagePort { get; } = FreePort.Next();

    private string Disk => Path.Combine(_folder, "disk.img");

    private string Key => Path.Combine(_folder, "key");

    private string Monitor => Path.Combine(_folder, "monitor");

    private string Serial => Path.Combine(_folder, "serial.log");

    /// <summary>A new machine, switched off, whose disk is 8 GiB, with what an installer writes into the folder `site`.</summary>
    public static async Task<Machine> MakeAsync(IReadOnlyDictionary<string, string> site)
    {
        var machine = new Machine();
        (await Tool.RunAsync("cp", "--sparse=always", Artifact("img"), machine.Disk)).MustSucceed();
        (await Tool.RunAsync("truncate", "--size", "8G", machine.Disk)).MustSucceed();
        File.Copy(FirmwareStore, Path.Combine(machine._folder, "firmware"));
        (await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", machine.Key)).MustSucceed();
        await machine.HandAsync("authorized_keys", await File.ReadAllTextAsync(machine.Key + ".pub"));
        foreach (var (name, text) in site)
        {
            await machine.HandAsync(name, text);
        }

        return machine;
    }

    /// <summary>What `make image` made: the disk (`img`) or its update (`update`).</summary>
    public static string Artifact(string kind) => Directory.GetFiles(Path.Combine(RealData.Repository, "artifacts", "image"), $"edgenode_*_amd64.{kind}") is [var only]
        ? only
        : throw new FileNotFoundException($"There is no artifacts/image/edgenode_*_amd64.{kind}: run 'make image'.");

    /// <summary>Switches the machine on and waits until an engineer gets in.</summary>
    public async Task StartAsync()
    {
        File.Delete(Monitor);
        _machine = new(
            "qemu-system-x86_64",
            [
                "-machine", "q35", "-accel", Environment.GetEnvironmentVariable("EDGENODE_QEMU_ACCEL") ?? "tcg,thread=multi,tb-size=512", "-cpu", "max", "-smp", "2", "-m", "4096",
                "-nodefaults", "-display", "none", "-vga", "virtio", "-serial", $"file:{Serial}", "-monitor", $"unix:{Monitor},server,nowait",
                "-drive", $"if=pflash,format=raw,readonly=on,file={Firmware}", "-drive", $"if=pflash,format=raw,file={Path.Combine(_folder, "firmware")}",
                "-drive", $"file={Disk},format=raw,if=virtio", "-device", "virtio-rng-pci", "-device", "i6300esb", "-action", "watchdog=reset",
                "-netdev", $"user,id=cable,hostfwd=tcp:127.0.0.1:{_engineerPort}-:22,hostfwd=tcp:127.0.0.1:{DicomPort}-:11112,hostfwd=tcp:127.0.0.1:{PagePort}-:8080", "-device", "virtio-net-pci,netdev=cable",
            ]);
        await BootedAsync("");
    }

    /// <summary>Waits for a start of the system other than the named one.</summary>
    /// <returns>The new start's id.</returns>
    public Task<string> BootedAsync(string before) => Eventually.GetAsync(
        async () =>
        {
            Assert.False(_machine!.HasExited, _machine.Printed);
            var said = await RunAsync("cat /proc/sys/kernel/random/boot_id");
            return said.ExitCode == 0 && said.Output.Trim() != before ? said.Output.Trim() : null;
        },
        "the machine has started",
        180 * Patience);

    /// <summary>The machine is gone between two instructions, and with it what it had not written.</summary>
    public async Task CutPowerAsync()
    {
        await _machine!.KillAsync();
        await _machine.DisposeAsync();
        _machine = null;
    }

    /// <summary>Starts again in good order.</summary>
    public async Task RebootAsync()
    {
        var before = await MustAsync("cat /proc/sys/kernel/random/boot_id");
        await RunAsync("systemctl reboot");
        await BootedAsync(before.Trim());
    }

    /// <summary>Runs a line of shell in the box, as the engineer.</summary>
    public Task<ToolResult> RunAsync(string line) => Tool.RunAsync("ssh", [.. Login, "-p", $"{_engineerPort}", "root@127.0.0.1", line]);

    public async Task<string> MustAsync(string line) => (await RunAsync(line)).MustSucceed().Output;

    /// <summary>Puts a file into the box's data partition, which has room for it.</summary>
    public async Task<string> PutAsync(string file)
    {
        (await Tool.RunAsync("scp", [.. Login, "-P", $"{_engineerPort}", file, "root@127.0.0.1:/data/given"])).MustSucceed();
        return "/data/given";
    }

    /// <summary>What the box's screen shows, as a PNG file.</summary>
    public async Task<byte[]> ScreenAsync()
    {
        var picture = Path.Combine(_folder, "screen.png");
        (await Tool.RunAsync("socat", $"screendump {picture} -f png\n", ["-t", "20", "-", $"UNIX-CONNECT:{Monitor}"])).MustSucceed();
        return await File.ReadAllBytesAsync(picture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await CutPowerAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string[] Login => ["-q", "-i", Key, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=30", "-o", "ServerAliveInterval=15", "-o", "BatchMode=yes"];

    /// <summary>Writes a file into the folder `site` of the boot partition, as an installer does on any computer.</summary>
    private async Task HandAsync(string name, string text)
    {
        var file = Path.Combine(_folder, "handed");
        await File.WriteAllTextAsync(file, text);
        (await Tool.RunAsync("mcopy", "-o", "-i", Disk + BootPartition, file, $"::site/{name}")).MustSucceed();
    }
}
