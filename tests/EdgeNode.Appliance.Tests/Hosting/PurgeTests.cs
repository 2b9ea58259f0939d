using System.Diagnostics;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>What a purge of the packages takes away and leaves: the scripts themselves, on a folder that is the root to them, with a stand-in for debconf.</summary>
public sealed class PurgeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edgenode-purge").FullName;

    [Theory]
    [InlineData("edgenode", "storage.backups.path")]
    [InlineData("edgenode-center", "storage.postgres")]
    public async Task Data_on_a_partition_of_their_own_are_deleted_and_the_purge_ends_well(string package, string elsewhere)
    {
        // In a mount namespace of its own, so that nothing is mounted on this machine.
        var data = Data(package);
        var (status, said) = await PurgeAsync(
            package,
            "true",
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-e",
            "-c",
            $"mount -t tmpfs none '{data}'; mkdir '{data}/instances'; echo image > '{data}/instances/1.seg'; echo hidden > '{data}/.hidden'; sh \"$0\" purge; ls -A '{data}' | sed 's/^/left: /'",
            Script(package));

        Assert.True(status == 0, said);
        Assert.DoesNotContain("left: ", said, StringComparison.Ordinal);
        Assert.Contains("right for a mount point", said, StringComparison.Ordinal);
        Assert.Contains(elsewhere, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edgenode")]
    [InlineData("edgenode-center")]
    public async Task Data_in_a_folder_go_with_it(string package)
    {
        await File.WriteAllTextAsync(Path.Combine(Data(package), "a"), "b", TestContext.Current.CancellationToken);
        var (status, said) = await PurgeAsync(package, "true", "sh", Script(package), "purge");
        Assert.True(status == 0, said);
        Assert.False(Directory.Exists(Data(package, make: false)));
    }

    [Theory]
    [InlineData("edgenode")]
    [InlineData("edgenode-center")]
    public async Task Who_does_not_ask_for_it_keeps_the_data(string package)
    {
        await File.WriteAllTextAsync(Path.Combine(Data(package), "a"), "b", TestContext.Current.CancellationToken);
        var (status, said) = await PurgeAsync(package, "false", "sh", Script(package), "purge");
        Assert.True(status == 0, said);
        Assert.True(File.Exists(Path.Combine(Data(package), "a")));
        Assert.Contains($"/var/lib/{package}", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Script(string package) => Path.Combine(RealData.Repository, "image", "package", package, "postrm");

    private string Data(string package, bool make = true)
    {
        var path = Path.Combine(_root, "var/lib", package);
        return make ? Directory.CreateDirectory(path).FullName : path;
    }

    private async Task<(int Status, string Said)> PurgeAsync(string package, string erase, params string[] line)
    {
        var debconf = Directory.CreateDirectory(Path.Combine(_root, "usr/share/debconf")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(debconf, "confmodule"),
            $"db_version() {{ :; }}; db_fset() {{ :; }}; db_input() {{ :; }}; db_go() {{ :; }}; db_purge() {{ :; }}; db_get() {{ RET={erase}; }}\n");
        var helper = Path.Combine(_root, "deb-systemd-helper");
        await File.WriteAllTextAsync(helper, "#!/bin/sh\n");
        PeerProgram.Run("chmod", "+x", helper);

        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DPKG_ROOT"] = _root;
        start.Environment["PATH"] = $"{_root}:{Environment.GetEnvironmentVariable("PATH")}";
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (script.ExitCode, output + await errors);
    }
}
