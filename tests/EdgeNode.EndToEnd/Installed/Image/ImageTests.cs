using System.Globalization;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed.Image;

/// <summary>The appliance image from the outside: firmware, system, service, screen. `make test-image` runs these; `make image` comes before.</summary>
public sealed class ImageTests
{
    private const int PageSilenceSeconds = 120;

    /// <summary>
    /// The page may be looked at from outside, the box's own screen is expected, and the analysis takes large steps: a computed processor
    /// needs half a minute for a tile.
    /// </summary>
    private static readonly Dictionary<string, string> Site = new()
    {
        ["appliance.json"] = $$"""
            {
              "dicom": { "aeTitle": "EDGENODE", "port": 11112, "peers": [] },
              "kiosk": { "urls": "http://0.0.0.0:8080/" },
              "storage": { "path": "/var/lib/edgenode" },
              "analysis": { "model": "models/reference", "bodyBox": true, "reuseAirTiles": true, "tileStep": 1 },
              "alarms": { "technical": { "pageExpected": true, "pageSilenceSeconds": {{PageSilenceSeconds}} } },
              "sync": { "broker": "embedded" }
            }
            """,
        ["lan.nft"] = "add element inet box open { 8080 }\n",
        ["kiosk.env"] = "WLR_RENDERER=pixman\nWLR_DRM_NO_ATOMIC=1\nEDGENODE_KIOSK_FLAGS=--disable-gpu\n",
    };

    [Fact(Explicit = true)]
    public async Task A_disk_with_the_image_becomes_a_box_that_alarms_and_keeps_it_over_a_reboot_and_a_power_cut()
    {
        await using var machine = await Machine.MakeAsync(Site);
        await machine.StartAsync();
        var box = new InstalledBox(line => machine.RunAsync($"sleep 3; {line}"), Machine.Patience);
        await box.ReadyAsync();
        Assert.Contains("ro,", await machine.MustAsync("findmnt --noheadings --output OPTIONS /"), StringComparison.Ordinal);
        Assert.InRange(long.Parse((await machine.MustAsync("df --output=size -B1M /data | tail -n 1")).Trim(), CultureInfo.InvariantCulture), 3000, 4096);
        Assert.Equal("", (await machine.MustAsync("systemctl --failed --no-legend --plain")).Trim());
        var named = await machine.MustAsync("cat /etc/machine-id");

        await SendAsync(machine);
        var alarmed = Alarm(await box.AlarmedCaseAsync());
        await PageAsync(machine, "screen-alarm.png");

        await machine.RebootAsync();
        await SameAsync("a reboot");
        await machine.CutPowerAsync();
        await machine.StartAsync();
        await SameAsync("a power cut");
        await PageAsync(machine, "screen-after-power-cut.png");

        async Task SameAsync(string after)
        {
            await box.ReadyAsync();
            Assert.True(alarmed == Alarm(await box.AlarmedCaseAsync()), $"after {after} the alarm is another");
            Assert.Equal(named, await machine.MustAsync("cat /etc/machine-id"));
        }
    }

    [Fact(Explicit = true)]
    public async Task An_update_starts_from_the_other_slot_and_one_that_does_not_start_is_taken_back_by_the_box()
    {
        await using var machine = await Machine.MakeAsync(Site);
        await machine.StartAsync();
        var box = new InstalledBox(line => machine.RunAsync($"sleep 3; {line}"), Machine.Patience);
        await box.ReadyAsync();
        await machine.MustAsync("echo kept > /var/lib/edgenode/kept");
        var update = await machine.PutAsync(Machine.Artifact("update"));

        await machine.MustAsync($"head -c 2000000 {update} > /data/short");
        Assert.NotEqual(0, (await machine.RunAsync("edgenode-image install /data/short")).ExitCode);
        await machine.MustAsync($"edgenode-image install {update}");
        await machine.RebootAsync();
        Assert.Contains("from slot b", await machine.MustAsync("edgenode-image status"), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await machine.MustAsync("sleep 5; edgenode-image status")).Contains("slot b: EdgeNode", StringComparison.Ordinal) && (await machine.RunAsync("test -e /efi/loader/entries/edgenode-b.conf")).ExitCode == 0, "the new system is good", 300 * Machine.Patience);

        // The next update does not start: its initial file system is damaged after it was written.
        await machine.MustAsync($"edgenode-image install {update} && truncate --size 1000000 /efi/edgenode/a/initrd && sync");
        await machine.RebootAsync();
        var said = await machine.MustAsync("edgenode-image status");
        Assert.Contains("from slot b", said, StringComparison.Ordinal);
        Assert.Matches("slot a: .*failed", said);
        await box.ReadyAsync();
        Assert.Equal("kept", (await machine.MustAsync("cat /var/lib/edgenode/kept")).Trim());
    }

    [Fact(Explicit = true)]
    public async Task An_update_with_another_signature_is_refused_and_one_whose_service_never_gets_ready_is_taken_back_by_the_box()
    {
        await using var machine = await Machine.MakeAsync(Site);
        await machine.StartAsync();
        var box = new InstalledBox(line => machine.RunAsync($"sleep 3; {line}"), Machine.Patience);
        await box.ReadyAsync();
        var update = await machine.PutAsync(Machine.Artifact("update"));
        var before = await machine.MustAsync("edgenode-image status; find /efi -type f | sort");

        // All of it as it should be, but signed by somebody else; and the right signature over another manifest.
        await machine.MustAsync(
            $"""
            mkdir /data/forged && cd /data/forged && tar -xf {update} &&
            openssl ecparam -name prime256v1 -genkey -noout -out ../other.pem && cp manifest.sig ../right.sig &&
            openssl dgst -sha256 -sign ../other.pem -out manifest.sig manifest && tar -cf ../forged.update manifest manifest.sig vmlinuz initrd root.squashfs &&
            cp ../right.sig manifest.sig && sed -i 1s/$/9/ manifest && tar -cf ../changed.update manifest manifest.sig && cd .. && rm -r forged
            """);
        foreach (var forged in (string[])["forged", "changed"])
        {
            var refused = await machine.RunAsync($"edgenode-image install /data/{forged}.update");
            Assert.Equal(77, refused.ExitCode);
            Assert.Contains("not signed with the key of this image", refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(before, await machine.MustAsync("rm /data/forged.update; edgenode-image status; find /efi -type f | sort"));

        // A service that is not ready now could not prove the new system good.
        await machine.MustAsync("systemctl stop edgenode.service");
        Assert.Equal(75, (await machine.RunAsync($"edgenode-image install {update}")).ExitCode);

        // The new system starts, and its service does not; its quarter of an hour is shortened to a few looks.
        await machine.MustAsync($"edgenode-image install --not-ready {update} && sed -i '/^options/s/$/ systemd.mask=edgenode.service systemd.setenv=EDGENODE_GOOD_LOOKS=6/' /efi/loader/entries/edgenode-b+3.conf && sync");
        await machine.RunAsync("systemctl reboot");
        await Eventually.TrueAsync(
            async () => (await machine.RunAsync("sleep 5; edgenode-image status")).Output is var now && now.Contains("from slot a", StringComparison.Ordinal) && now.Contains("failed, not started again", StringComparison.Ordinal),
            "the box is back with the system it had",
            600 * Machine.Patience);
        await box.ReadyAsync();
        Assert.Equal("3", (await machine.MustAsync("journalctl --no-pager --unit edgenode-good.service | grep -c 'this system is not good'")).Trim());
    }

    /// <summary>The case, its revision, priority and alarm: what must not change.</summary>
    private static string Alarm(JsonElement row) => string.Join(' ', row.GetProperty("id"), row.GetProperty("revision"), row.GetProperty("priority"), row.GetProperty("alarm").GetProperty("level"));

    /// <summary>A neck of few slices, pushed from outside as a scanner does.</summary>
    private static async Task SendAsync(Machine machine)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-neck");
        try
        {
            await PhantomStudy.MakeAsync(folder.FullName, "32", "2.5,0.45,0.45");
            (await Tool.RunAsync("storescu", "--aetitle", "SCANNER", "--call", "EDGENODE", "--scan-directories", "--recurse", "--scan-pattern", "*.dcm", "127.0.0.1", $"{machine.DicomPort}", folder.FullName)).MustSucceed();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The page on the box's own screen gives its signs of life: the service has run for longer than it waits for one and misses none. The
    /// screen then shows a picture, which is kept for people to look at.
    /// </summary>
    private static async Task PageAsync(Machine machine, string name)
    {
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                var begun = "systemctl show --value --property ActiveEnterTimestampMonotonic edgenode.service";
                if ((await machine.RunAsync($"test $(cut -d . -f 1 /proc/uptime) -gt $(( $({begun}) / 1000000 + {PageSilenceSeconds} + 30 ))")).ExitCode != 0)
                {
                    return false;
                }

                var status = JsonDocument.Parse(await http.GetStringAsync($"http://127.0.0.1:{machine.PagePort}/api/status"));
                return !status.RootElement.GetProperty("technicalAlarms").EnumerateArray().Any(alarm => alarm.GetProperty("code").GetString() == "PAGE_SILENT");
            },
            "the page on the screen gives signs of life",
            180 * Machine.Patience);
        var picture = await machine.ScreenAsync();
        await File.WriteAllBytesAsync(Path.Combine(RealData.Repository, "artifacts", "image", name), picture);
        Assert.True(picture.Length > 20_000, "the screen is dark");
    }
}
