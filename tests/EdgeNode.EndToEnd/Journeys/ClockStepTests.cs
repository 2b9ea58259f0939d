using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A clock that jumps ten years ahead and twenty back under the running service (libfaketime; what counts seconds goes on).</summary>
public sealed class ClockStepTests(PhantomStudy phantom) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-clock").FullName;

    private string Clock => Path.Combine(_folder, "clock");

    [Fact]
    public async Task Ten_years_ahead_and_twenty_back_nothing_is_removed_or_lost_and_work_goes_on_and_a_wrong_clock_is_told()
    {
        await using var box = new ApplianceUnderTest(
            "mqtt://127.0.0.1:9",
            ("alarms__readers__0__code", "A1"),
            ("alarms__readers__0__name", "Dr Lin"),
            ("storage__retention__days", "1"),
            ("storage__retention__leastDays", "1"));
        box.Environment["LD_PRELOAD"] = Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).First(File.Exists);
        box.Environment["FAKETIME_TIMESTAMP_FILE"] = Clock;
        box.Environment["FAKETIME_NO_CACHE"] = "1";
        box.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        Set("+0");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        var images = await box.InstancesAsync();

        var now = TimeProvider.System.GetUtcNow().Year;
        Set("+3650d");
        await YearAsync(box, year => year > now + 8);
        (await box.Http.PostAsJsonAsync($"api/cases/{row.GetProperty("id").GetString()}/acknowledge", new { act = Guid.CreateVersion7(), reader = "A1", revision = 1 })).EnsureSuccessStatusCode();

        Set("-3650d");
        await YearAsync(box, year => year < now - 8);
        await Status.StandsAsync(box, "CLOCK_WRONG");
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "study"), 5));
        await Eventually.TrueAsync(
            async () => (await box.WorklistAsync()).GetProperty("cases").EnumerateArray().Count(found => found.GetProperty("state").GetString() == "Analysed") == 2, "a study that comes meanwhile is analysed");

        Set("+0");
        await box.KillAsync();
        await box.StartAsync();
        Assert.Equal(images + SmallStudy.Slices, await box.InstancesAsync());
        var after = (await box.WorklistAsync()).GetProperty("cases").EnumerateArray().Single(found => found.GetProperty("id").GetString() == row.GetProperty("id").GetString());
        Assert.Equal("Acknowledged", after.GetProperty("alarm").GetProperty("phase").GetString());

        // What was written ten years ahead would be held against the clock for ten years.
        await Status.StandsAsync(box, "CLOCK_WRONG");
        (await Programs.EdgeNodeAsync("clock", "confirm", "--config", box.Config)).MustSucceed();
        await Eventually.TrueAsync(async () => !(await Status.TechnicalAlarmsAsync(box)).Contains("CLOCK_WRONG"), "the clock is taken for right again");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Set(string offset) => File.WriteAllText(Clock, offset + "\n");

    private static Task YearAsync(ApplianceUnderTest box, Func<int, bool> asked) => Eventually.TrueAsync(
        async () => asked((await box.Http.GetFromJsonAsync<JsonElement>("api/status")).GetProperty("time").GetDateTimeOffset().Year), "the box has the new clock");
}
