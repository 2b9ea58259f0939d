using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>The centre's package in a Debian that systemd has booted (`make test-install`).</summary>
public sealed class CentreInstallTests
{
    private const string Version = "1.0.0";

    [Fact(Explicit = true)]
    public async Task A_centre_is_ready_is_restarted_when_it_hangs_and_keeps_its_data_unless_a_purge_is_told_otherwise()
    {
        await using var container = await Container.BootAsync();
        await InstallAsync();

        // There is no broker: the service waits for one, and is up all the same.
        Assert.Equal("notify", await ShownAsync("Type"));
        var hung = await ShownAsync("MainPID");
        await container.MustAsync($"kill -STOP {hung}");
        await Eventually.TrueAsync(async () => await ShownAsync("MainPID") is var now && now != hung && now != "0", "systemd restarts what does not move");
        await ActiveAsync();

        await container.MustAsync("test -e /var/lib/edgenode-center/centre.db");
        var said = await container.MustAsync("apt-get remove --yes --quiet edgenode-center; apt-get purge --yes --quiet edgenode-center 2>&1");
        Assert.Contains("stays in /var/lib/edgenode-center", said, StringComparison.Ordinal);
        Assert.NotEqual(0, (await container.RunAsync("test -e /usr/lib/edgenode-center -o -e /etc/edgenode-center")).ExitCode);
        await container.MustAsync("test -e /var/lib/edgenode-center/centre.db");

        await InstallAsync();
        await container.MustAsync("echo edgenode-center edgenode-center/purge-data boolean true | debconf-set-selections && apt-get purge --yes --quiet edgenode-center");
        Assert.NotEqual(0, (await container.RunAsync("test -e /var/lib/edgenode-center")).ExitCode);

        async Task InstallAsync()
        {
            var package = await container.PutAsync(Path.Combine(RealData.Repository, "artifacts", "packages", $"edgenode-center_{Version}_amd64.deb"));
            await container.MustAsync($"apt-get install --yes --quiet --no-install-recommends {package}");
            await ActiveAsync();
        }

        Task ActiveAsync() => Eventually.TrueAsync(
            async () => (await container.RunAsync("systemctl is-active edgenode-center.service && curl --silent http://127.0.0.1:8090/healthz")).ExitCode == 0, "the centre is up");

        async Task<string> ShownAsync(string property) => (await container.MustAsync($"systemctl show --property {property} --value edgenode-center.service")).Trim();
    }
}
