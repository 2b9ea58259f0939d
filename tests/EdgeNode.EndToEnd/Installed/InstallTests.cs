using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>
/// The Debian package in a Debian that systemd has booted. `make test-install` builds the packages of two versions and runs these.
/// </summary>
public sealed class InstallTests(PhantomStudy phantom)
{
    private const string Version = "1.0.0";
    private const string Newer = "1.0.1";

    [Fact(Explicit = true)]
    public async Task A_box_is_installed_gets_a_study_alarms_and_keeps_it_over_restart_upgrade_downgrade_power_cut_and_removal()
    {
        await using var container = await Container.BootAsync();
        var box = new InstalledBox(container);
        await box.InstallAsync(container, Version);
        await SendAsync(container);
        var alarmed = (await box.AlarmedCaseAsync()).ToString();

        await container.MustAsync("systemctl restart edgenode.service");
        await SameAsync("a restart");
        await box.InstallAsync(container, Newer);
        await SameAsync("an upgrade");
        await box.InstallAsync(container, Version);
        await SameAsync("a downgrade");
        await container.CutPowerAsync();
        await container.StartAsync();
        await SameAsync("a power cut");

        var asked = await container.MustAsync("apt-get remove --yes --quiet edgenode; apt-get purge --yes --quiet edgenode 2>&1");
        Assert.Contains("stay in /var/lib/edgenode", asked, StringComparison.Ordinal);
        Assert.NotEqual(0, (await container.RunAsync("test -e /usr/lib/edgenode -o -e /etc/edgenode/appliance.json")).ExitCode);
        await box.InstallAsync(container, Version);
        await SameAsync("a purge that was not to delete");

        await container.MustAsync("echo edgenode edgenode/purge-data boolean true | debconf-set-selections && apt-get purge --yes --quiet edgenode");
        Assert.NotEqual(0, (await container.RunAsync("test -e /var/lib/edgenode")).ExitCode);

        async Task SameAsync(string after)
        {
            await box.ReadyAsync();
            Assert.True(alarmed == (await box.AlarmedCaseAsync()).ToString(), $"after {after} the case is another");
        }
    }

    [Fact(Explicit = true)]
    public async Task A_service_that_hangs_is_restarted_and_one_with_a_wrong_setting_is_not()
    {
        await using var container = await Container.BootAsync();
        var box = new InstalledBox(container);
        await box.InstallAsync(container, Version);

        var hung = await box.MainProcessAsync();
        await container.MustAsync($"kill -STOP {hung}");
        await Eventually.TrueAsync(async () => await box.MainProcessAsync() is var now && now != hung && now != "0", "systemd restarts what does not move", 180);
        await box.ReadyAsync();

        await container.MustAsync("""sed -i 's/"port": 11112/"prot": 11112/' /etc/edgenode/appliance.json""");
        Assert.NotEqual(0, (await container.RunAsync("systemctl restart edgenode.service")).ExitCode);
        Assert.Equal("78", (await container.MustAsync("systemctl show --property ExecMainStatus --value edgenode.service")).Trim());
        Assert.Equal("failed", (await container.RunAsync("systemctl is-failed edgenode.service")).Output.Trim());
        Assert.Contains("dicom.prot", await container.MustAsync("journalctl --unit edgenode.service --lines 20"), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task The_sites_key_is_a_credential_where_there_is_one_and_another_key_is_refused()
    {
        await using var container = await Container.BootAsync();
        var box = new InstalledBox(container);
        await box.InstallAsync(container, Version);

        await container.MustAsync("install -d -m 0700 /etc/credstore && install -m 0600 /var/lib/edgenode/secrets/site.key /etc/credstore/ && systemctl restart edgenode.service");
        await box.ReadyAsync();
        await container.MustAsync("cmp /run/credentials/edgenode.service/site.key /etc/credstore/site.key");

        await container.MustAsync("head -c 32 /dev/zero | od -An -v -tx1 | tr -d ' \\n' > /etc/credstore/site.key");
        await container.RunAsync("systemctl restart edgenode.service");
        await Eventually.TrueAsync(
            async () => (await container.MustAsync("journalctl --unit edgenode.service --no-pager")).Contains("is not the key in secrets/site.key", StringComparison.Ordinal), "the service says that the key is another", 180);
    }

    [Fact(Explicit = true)]
    public async Task Only_listed_peers_get_through_the_packet_filter_and_nothing_personal_is_in_the_journal()
    {
        await using var container = await Container.BootAsync();
        var box = new InstalledBox(container);
        await box.InstallAsync(container, Version);

        await KnowAsync("10.99.0.9");
        Assert.NotEqual(0, (await Tool.RunAsync("echoscu", "--timeout", "3", "-aet", "SCANNER", "-aec", "EDGENODE", container.Address, "11112")).ExitCode);
        Assert.Contains("packets", await container.MustAsync("nft list table inet edgenode"), StringComparison.Ordinal);
        await KnowAsync(container.ScannerAddress);
        await SendAsync(container);
        await box.AlarmedCaseAsync();

        var written = await container.MustAsync("journalctl --no-pager");
        Assert.DoesNotContain(PhantomStudy.PatientId, written, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Phantom^Seed", written, StringComparison.OrdinalIgnoreCase);

        async Task KnowAsync(string address)
        {
            await container.MustAsync($$"""sed -i 's/"peers": .*\]/"peers": [{ "aeTitle": "SCANNER", "address": "{{address}}", "role": "send" }]/' /etc/edgenode/appliance.json && systemctl restart edgenode.service""");
            await box.ReadyAsync();
        }
    }

    private async Task SendAsync(Container container) => (await Tool.RunAsync(
        "storescu", "--aetitle", "SCANNER", "--call", "EDGENODE", "--scan-directories", "--recurse", "--scan-pattern", "*.dcm", container.Address, "11112", phantom.Folder)).MustSucceed();
}
