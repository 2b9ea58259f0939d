using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AlarmTests(PhantomStudy phantom) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-alarm").FullName;

    [Fact]
    public async Task An_alarm_sounds_and_lights_without_any_page_survives_kill_9_and_stops_when_a_reader_acknowledges_it()
    {
        var (sounds, lights) = (Path.Combine(_folder, "sounds"), Path.Combine(_folder, "lights"));
        await using var box = new ApplianceUnderTest(
            "mqtt://127.0.0.1:9",
            ("alarms__sound__player", Script("player", $"wc -c >> {sounds}")),
            ("alarms__relay__command", Script("relay", $"echo \"$1 $2\" >> {lights}")),
            ("alarms__readers__0__code", "A1"),
            ("alarms__readers__0__name", "Dr Lin"));
        await box.StartAsync();
        await Eventually.TrueAsync(() => Lines(sounds).Length > 0, "the player is tried before there is an alarm");
        Assert.Equal(0, Heard());
        await box.SendAsync(phantom.Folder);
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        var (id, level) = (row.GetProperty("id").GetString(), row.GetProperty("alarm").GetProperty("level").GetInt32());
        Assert.InRange(level, 1, 2);
        await Eventually.TrueAsync(() => Heard() > 0, "the alarm sounds");
        await Eventually.TrueAsync(() => Lines(lights).LastOrDefault() == $"{level} 0", "the relay shows the alarm");

        await box.KillAsync();
        var (soundsBefore, lightsBefore) = (Heard(), Lines(lights).Length);
        await box.StartAsync();
        await Eventually.TrueAsync(() => Heard() > soundsBefore && Lines(lights).Length > lightsBefore, "it sounds and shows again after a kill");

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await box.Http.PostAsJsonAsync($"api/cases/{id}/acknowledge", new { act = Guid.NewGuid(), reader = "somebody", revision = 1 })).StatusCode);
        (await box.Http.PostAsJsonAsync($"api/cases/{id}/acknowledge", new { act = Guid.NewGuid(), reader = "A1", revision = 1 })).EnsureSuccessStatusCode();
        await box.KillAsync();
        await box.StartAsync();

        var alarm = (await box.EndedCaseAsync()).GetProperty("row").GetProperty("alarm");
        Assert.Equal(("Acknowledged", "A1"), (alarm.GetProperty("phase").GetString(), alarm.GetProperty("acknowledgedBy").GetString()));
        await Eventually.TrueAsync(() => Lines(lights).LastOrDefault() == "0 0", "the relay is off");
        var metrics = await box.Http.GetStringAsync("metrics");
        Assert.Contains("edgenode_alarms_unacknowledged 0", metrics, StringComparison.Ordinal);
        Assert.Contains("edgenode_alarm_interval_count{interval=\"alarmToAcknowledged\"} 1", metrics, StringComparison.Ordinal);
        Assert.Matches("edgenode_alarm_interval_seconds{interval=\"lastSliceToAlarm\",quantile=\"0.95\"} [0-9]", metrics);
        var intervals = (await box.WorklistAsync()).GetProperty("intervals").EnumerateArray();
        Assert.Contains(intervals, interval => interval.GetProperty("interval").GetString() == "lastSliceToAlarm" && interval.GetProperty("medianSeconds").GetDouble() > 0);

        // WAV files of several pulses; a try is a tenth of a second.
        int Heard() => Lines(sounds).Count(bytes => int.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture) > 10_000);
    }

    [Fact]
    public async Task What_is_wrong_with_the_box_is_told_beside_the_cases_and_as_a_metric()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("alarms__relay__command", Script("relay", "exit 1")));
        await box.StartAsync();
        var standing = await Eventually.GetAsync(
            async () => (await box.Http.GetFromJsonAsync<JsonElement>("api/status")).GetProperty("technicalAlarms").EnumerateArray().ToDictionary(
                alarm => alarm.GetProperty("code").GetString()!, alarm => alarm) is { } all && all.ContainsKey("ALARM_RELAY_FAILED") && all.ContainsKey("CENTRE_UNREACHABLE") ? all : null,
            "both alarms stand");
        Assert.NotEmpty(standing["ALARM_RELAY_FAILED"].GetProperty("since").GetString()!);
        Assert.Contains("edgenode_technical_alarm{code=\"ALARM_RELAY_FAILED\"} 1", await box.Http.GetStringAsync("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_check_lists_every_mistake_with_line_and_column_and_the_service_does_not_start_with_them()
    {
        var file = Path.Combine(_folder, "site-rules.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(IncludedTable)).Replace("\"sa_mm\": 10", "\"sa_mm\": -10", StringComparison.Ordinal).Replace("conf>=ene_min_conf", "conf>=n2_mm", StringComparison.Ordinal));
        var check = await Programs.EdgeNodeAsync("rules", "check", file);
        Assert.Equal(78, check.ExitCode);
        Assert.Matches(@"site-rules\.json:6:14: params\.sa_mm ", check.Errors);
        Assert.Matches(@"site-rules\.json:\d+:\d+: rule U1\.when .*n2_mm", check.Errors);

        await File.WriteAllTextAsync(Path.Combine(_folder, "appliance.json"), """{ "analysis": { "rules": "site-rules.json" } }""");
        var run = await Programs.EdgeNodeAsync("run", "--config", Path.Combine(_folder, "appliance.json"));
        Assert.Equal((78, 2), (run.ExitCode, run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));

        Assert.Equal((0, 66), ((await Programs.EdgeNodeAsync("rules", "check", IncludedTable)).ExitCode, (await Programs.EdgeNodeAsync("rules", "check", "missing.json")).ExitCode));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string IncludedTable => Path.Combine(EdgeNode.TestData.RealData.Repository, "src", "EdgeNode.Appliance", "Alarms", "Rules", "triage-rules.json");

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private string Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute });
        file.Write($"#!/bin/sh\n{body}\n");
        return path;
    }
}
