using System.Net;
using System.Net.Http.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A data disk that another program fills to the last byte, again and again.</summary>
public sealed class DiskReserveJourneyTests(PhantomStudy phantom) : IDisposable
{
    private const int DiskMiB = 512;
    private const int ReserveMiB = 32;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-reserve").FullName;

    [Fact]
    public async Task Acts_are_recorded_on_a_full_disk_survive_a_kill_there_and_with_room_the_box_is_well_again()
    {
        await using var box = new ApplianceUnderTest(
            "mqtt://127.0.0.1:9", ("storage__reserveMiB", $"{ReserveMiB}"), ("alarms__readers__0__code", "A1"), ("alarms__readers__0__name", "Dr Lin"));
        await using var disk = await SmallDisk.MountAsync(box.Data, DiskMiB);
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        var id = (await box.EndedCaseAsync()).GetProperty("row").GetProperty("id").GetString();
        await WholeAsync(box);

        await FillAsync(box, disk);
        await ActAsync(box, $"api/cases/{id}/acknowledge", new { act = Guid.CreateVersion7(), reader = "A1", revision = 1 });
        await Status.StandsAsync(box, "DISK_FULL");
        using (var health = await box.Http.GetAsync("healthz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        var refused = await Programs.EdgeNodeAsync("send", await SmallStudy.MakeAsync(Path.Combine(_folder, "study"), 5), "--to", $"EDGENODE@127.0.0.1:{box.DicomPort}");
        Assert.NotEqual(0, refused.ExitCode);
        TestContext.Current.SendDiagnosticMessage($"a sender is told: {refused.Errors}");

        await FillAsync(box, disk);
        await ActAsync(box, $"api/cases/{id}/decision", new { act = Guid.CreateVersion7(), reader = "A1", revision = 1, decision = "TransferScheduled", reasons = (string[])["BIOPSY_FIRST"], priority = 2 });
        await box.KillAsync();
        await disk.FillUpToAsync(0);
        await box.LaunchAsync();
        Assert.Equal("Decided A1", await Eventually.GetAsync(() => AlarmAsync(box), "a box with a full disk starts and shows what stands"));
        TestContext.Current.SendDiagnosticMessage($"{Reserve(box) >> 20} MiB of {ReserveMiB} left after two acts, a kill and a start on the full disk");

        disk.MakeRoom();
        await WholeAsync(box);
        await Eventually.TrueAsync(async () => !(await Status.TechnicalAlarmsAsync(box)).Contains("DISK_FULL") && (await box.Http.GetAsync("healthz")).IsSuccessStatusCode, "with room the box is well again");
        await box.SendAsync(Path.Combine(_folder, "study"));
        await box.HoldsAsync(SmallStudy.Slices + int.Parse(PhantomStudy.Slices, System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Not one byte is free, and none in the database's files: what is written next needs room.</summary>
    private static async Task FillAsync(ApplianceUnderTest box, SmallDisk disk)
    {
        BoxDatabase.Ask(box, "PRAGMA wal_checkpoint(TRUNCATE)");
        await disk.FillUpToAsync(0);
    }

    private static async Task ActAsync(ApplianceUnderTest box, string path, object body)
    {
        using var answer = await box.Http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{box.Printed}");
    }

    private static Task WholeAsync(ApplianceUnderTest box) => Eventually.TrueAsync(() => Reserve(box) == (long)ReserveMiB << 20, "the reserve is whole");

    private static long Reserve(ApplianceUnderTest box) => new FileInfo(Path.Combine(box.Data, DiskReserve.FileName)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Phase of the one alarm and who acknowledged it; null while the box does not answer yet.</summary>
    private static async Task<string?> AlarmAsync(ApplianceUnderTest box)
    {
        Assert.True(box.IsRunning, box.Printed);
        try
        {
            var alarm = (await box.WorklistAsync()).GetProperty("cases")[0].GetProperty("alarm");
            return $"{alarm.GetProperty("phase")} {alarm.GetProperty("acknowledgedBy")}";
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
