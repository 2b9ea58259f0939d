using System.Net;
using System.Net.Http.Json;
using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A data disk that turns read-only under the running service.</summary>
public sealed class ReadOnlyDiskTests(PhantomStudy phantom) : IDisposable
{
    private const int DiskMiB = 768;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-read-only").FullName;

    [Fact]
    public async Task Nothing_is_acknowledged_that_is_not_kept_the_alarm_stays_on_the_screen_and_after_a_repair_all_is_there()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("alarms__readers__0__code", "A1"), ("alarms__readers__0__name", "Dr Lin"));
        await using var disk = await DyingDisk.MountAsync(box.Data, DiskMiB);
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        var (id, alarm) = (row.GetProperty("id").GetString(), row.GetProperty("alarm").ToString());
        var images = await box.InstancesAsync();

        await disk.DieAsync();

        Assert.NotEqual(0, (await Programs.EdgeNodeAsync("send", await SmallStudy.MakeAsync(Path.Combine(_folder, "study"), 5), "--to", $"EDGENODE@127.0.0.1:{box.DicomPort}")).ExitCode);
        (await Tool.RunAsync("echoscu", "-aec", "EDGENODE", "127.0.0.1", $"{box.DicomPort}")).MustSucceed();
        await Status.StandsAsync(box, "STORAGE_NOT_WRITABLE");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await box.Http.GetAsync("healthz")).StatusCode);
        var refused = await box.Http.PostAsJsonAsync($"api/cases/{id}/acknowledge", new { act = Guid.CreateVersion7(), reader = "A1", revision = 1 });
        Assert.False(refused.IsSuccessStatusCode, "an act that cannot be kept is not taken");
        Assert.Equal(alarm, (await box.WorklistAsync()).GetProperty("cases")[0].GetProperty("alarm").ToString());
        Assert.True(box.IsRunning, box.Printed);

        await box.KillAsync();
        await disk.MendAsync();
        await box.StartAsync();
        Assert.Equal(alarm, (await box.EndedCaseAsync()).GetProperty("row").GetProperty("alarm").ToString());
        Assert.Equal(images, await box.InstancesAsync());
        (await box.Http.PostAsJsonAsync($"api/cases/{id}/acknowledge", new { act = Guid.CreateVersion7(), reader = "A1", revision = 1 })).EnsureSuccessStatusCode();
        Assert.DoesNotContain("STORAGE_NOT_WRITABLE", await Status.TechnicalAlarmsAsync(box));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
