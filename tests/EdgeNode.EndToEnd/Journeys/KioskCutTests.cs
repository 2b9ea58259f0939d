using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// The real service is killed and started again under an open page, at every point of an alarm's life: while its study is analysed, when it stands on the
/// screen, when somebody has just acknowledged it. `make kiosk-cuts` does two hundred cuts of the line alone.
/// </summary>
public sealed class KioskCutTests : IDisposable
{
    private const int Studies = 2;

    /// <summary>Looks at every painting of the list: no case twice, no alarm again that this page has shown as acknowledged.</summary>
    private const string Watch = """
        () => {
          [window.wrong, window.shown, window.acknowledged] = [[], new Set(), new Set()];
          const look = () => {
            const rows = [...document.querySelectorAll('[data-testid=case-row]')].map((row) => row.dataset);
            if (new Set(rows.map((row) => row.caseId)).size !== rows.length) wrong.push('a case is listed twice');
            for (const { alarm, caseId } of rows) {
              if (alarm === 'Raised') shown.add(caseId);
              if (alarm === 'Acknowledged') acknowledged.add(caseId);
              else if (alarm === 'Raised' && acknowledged.has(caseId)) wrong.push(`${caseId} alarms again`);
            }
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-alarm'] });
        }
        """;

    private readonly ApplianceUnderTest _box = new("mqtt://127.0.0.1:9");
    private readonly string _studies = Directory.CreateTempSubdirectory("edgenode-cuts").FullName;

    [Fact]
    public async Task No_alarm_is_missed_or_comes_twice_while_the_service_is_killed_and_started_again()
    {
        await using var box = _box;
        await box.StartAsync();
        await using var screen = await KioskScreen.OpenAsync(box);
        await screen.Page.EvaluateAsync(Watch);
        for (var seed = 1; seed <= Studies; seed++)
        {
            var study = Path.Combine(_studies, $"{seed}");
            (await Programs.EdgeNodeAsync("phantom", "--out", study, "--seed", $"{seed}", "--slices", "30", "--spacing", "4.5,0.9,0.9")).MustSucceed();
            await box.SendAsync(study);
            var id = await Eventually.GetAsync(async () => await IdAsync("Analysing") ?? await IdAsync("Analysed"), "the study is analysed now");
            await KilledAsync();
            await AlarmsAsync(screen, id, "Raised");
            // A page that is told nothing meanwhile, and one that is.
            await KilledAsync(seed % 2 == 0 ? screen : null);
            await AlarmsAsync(screen, id, "Raised");
            (await box.Http.PostAsJsonAsync($"api/cases/{id}/acknowledge", new { act = Guid.NewGuid(), reader = "WARD", revision = 1 })).EnsureSuccessStatusCode();
            await KilledAsync(seed % 2 == 1 ? screen : null);
            await AlarmsAsync(screen, id, "Acknowledged");
        }

        Assert.Equal("", await screen.Page.EvaluateAsync<string>("() => wrong.join()"));
        Assert.Equal(Studies, await screen.Page.EvaluateAsync<int>("() => shown.size"));
        await screen.SeesNoneAsync("alarm-banner");

        async Task KilledAsync(KioskScreen? seen = null)
        {
            await box.KillAsync();
            await (seen?.SeesAsync("stale-banner") ?? Task.CompletedTask);
            await box.StartAsync();
        }
    }

    public void Dispose() => Directory.Delete(_studies, recursive: true);

    private static Task AlarmsAsync(KioskScreen screen, string id, string phase) => Eventually.TrueAsync(
        async () => await screen.Page.Locator($"li[data-case-id=\"{id}\"][data-alarm={phase}]").CountAsync() == 1, $"the page shows the alarm as {phase}", 240);

    private async Task<string?> IdAsync(string state) => (await _box.WorklistAsync()).GetProperty("cases").EnumerateArray()
        .Where(row => row.GetProperty("state").GetString() == state && row.GetProperty("alarm") is var alarm && (alarm.ValueKind == JsonValueKind.Null || alarm.GetProperty("phase").GetString() == "Raised"))
        .Select(row => row.GetProperty("id").GetString())
        .FirstOrDefault();
}
