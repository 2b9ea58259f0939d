using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.Dicom.Network;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys.PowerCuts;

/// <summary>
/// kill -9 at any moment of the whole path: start and recovery, reception, choice of series, analysis, alarm, and a physician's acts.
/// EDGENODE_POWER_KILLS sets how often: a few times among the tests, three hundred with `make chaos-power`.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const string Pin = "483920";
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-power").FullName;
    private readonly Random _random = new(Number("EDGENODE_POWER_SEED", 3));

    [Fact]
    public async Task Killed_at_any_moment_no_acknowledged_image_alarm_verdict_or_decision_is_lost_and_nobody_has_to_repair_anything()
    {
        var kills = Number("EDGENODE_POWER_KILLS", 4);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("feedback__signOn__idleSeconds", "3600"), ("feedback__signOn__longestHours", "24"), ("intake__quietSeconds", "3"));
        var (scanner, physician) = (new Scanner(_folder), new Physician(_random));
        await box.StartAsync();
        await SignOnAsync(box);

        for (var kill = 1; kill <= kills; kill++)
        {
            if (_random.Next(6) == 0)
            {
                await CutWhileStartingAsync(box);
            }
            else
            {
                await CutWhileWorkingAsync(box, scanner, physician);
            }

            await box.StartAsync();
            Assert.Empty(scanner.Missing(box, compareBytes: false));
            Assert.Empty(await physician.MissingAsync(box));
            TestContext.Current.SendDiagnosticMessage($"kill {kill}: {scanner.Acknowledged.Count} images of {scanner.StudiesSent} whole studies, {physician.AlarmsSeen} alarms, {string.Join(", ", physician.Answered.Select(acts => $"{acts.Value.Count} {acts.Key}"))}");
        }

        // Left alone, everything comes to its end.
        await scanner.SendAsync(box);
        await Eventually.TrueAsync(async () => (await RowsAsync(box)).All(row => row.GetProperty("state").GetString() is "Analysed" or "Unsuitable" or "Failed"), "every case has ended", 900);
        var rows = await RowsAsync(box);
        Assert.All(rows, row => Assert.True(row.GetProperty("state").GetString() == "Analysed" || row.GetProperty("reason").GetProperty("code").GetString() == "ANALYSIS_INTERRUPTED", row.ToString()));
        Assert.All(rows.Where(row => row.GetProperty("priority") is { ValueKind: JsonValueKind.Number } priority && priority.GetInt32() < 4), row => Assert.Equal(JsonValueKind.Object, row.GetProperty("alarm").ValueKind));
        Assert.Empty(scanner.Missing(box, compareBytes: true));
        Assert.Empty(await physician.MissingAsync(box));
        (await Programs.EdgeNodeAsync("audit", "verify", "--config", box.Config)).MustSucceed();
        (await Programs.EdgeNodeAsync("database", "check", "--config", box.Config)).MustSucceed();
        Assert.True(kills < 50 || (physician.AlarmsSeen > 0 && scanner.TransfersCut > 0 && physician.Answered.Values.All(acts => acts.Count > 0)), "the kills missed a part of the path");
        TestContext.Current.SendDiagnosticMessage(
            $"{kills} kills: {scanner.Acknowledged.Count} images acknowledged, {scanner.TransfersCut} transfers cut, {rows.Count} cases, {rows.Count(row => row.GetProperty("state").GetString() == "Failed")} given up, {physician.AlarmsSeen} alarms, {string.Join(", ", physician.Answered.Select(acts => $"{acts.Value.Count} {acts.Key}"))}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : otherwise;

    private static async Task<List<JsonElement>> RowsAsync(ApplianceUnderTest box) => [.. (await box.WorklistAsync()).GetProperty("cases").EnumerateArray()];

    private static async Task SignOnAsync(ApplianceUnderTest box)
    {
        (await Tool.RunAsync(Programs.EdgeNode, Pin + "\n", ["people", "add", "A1", "--name", "Dr Lin", "--role", "physician", "--config", box.Config])).MustSucceed();
        var answer = await box.Http.PostAsJsonAsync("api/sign-on", new { code = "A1", pin = Pin });
        box.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
    }

    /// <summary>In the middle of a start, recovery among it, twice.</summary>
    private async Task CutWhileStartingAsync(ApplianceUnderTest box)
    {
        await box.KillAsync();
        await box.LaunchAsync();
        await Task.Delay(_random.Next(50, 2000));
        await box.KillAsync();
    }

    private async Task CutWhileWorkingAsync(ApplianceUnderTest box, Scanner scanner, Physician physician)
    {
        await scanner.PrepareAsync();
        var (answered, act) = (new Countdown(_random.Next(1, SmallStudy.Slices)), physician.NextActAsync());
        var work = new[] { Task.Run(() => scanner.SendAsync(box, answered)), Task.Run(() => physician.WorkAsync(box)) };
        // Some rounds wait for an act or an alarm: else no analysis would ever end on a slow machine.
        var (aim, alarm) = (_random.Next(4), physician.NextAlarmAsync());
        var longest = Task.Delay(aim is 1 or 3 ? 60_000 : _random.Next(100, 6000));
        await Task.WhenAny(longest, aim switch { 0 => answered.Reached, 1 => act, 3 => alarm, _ => longest });
        await Task.Delay(_random.Next(0, 15));
        await box.KillAsync();
        await Task.WhenAll(work);
    }

    /// <summary>Ends after so many answers.</summary>
    private sealed class Countdown(int left) : IProgress<SendProgress>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = left;

        public Task Reached => _reached.Task;

        public void Report(SendProgress value)
        {
            if (Interlocked.Decrement(ref _left) <= 0) _reached.TrySetResult();
        }
    }
}
