using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A box that has run for a year, as far as its own count of days says: old images go, and nothing else.</summary>
public sealed class RetentionJourneyTests(PhantomStudy phantom)
{
    [Fact]
    public async Task Images_stay_while_the_alarm_stands_and_go_when_it_is_closed_and_sent_and_the_result_stays_and_a_repeat_is_a_new_revision()
    {
        var slices = int.Parse(PhantomStudy.Slices, System.Globalization.CultureInfo.InvariantCulture);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("storage__retention__days", "1"), ("storage__retention__leastDays", "1"));
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        await box.HoldsAsync(slices);
        var id = (await box.EndedCaseAsync()).GetProperty("row").GetProperty("id").GetString()!;
        await StampedAsync(box);

        await BoxDatabase.ChangeAsync(box, "UPDATE meta SET value = '365' WHERE key = 'retention.days'; DELETE FROM outbox");
        await Eventually.TrueAsync(async () => (await RetentionAsync(box)).GetProperty("casesWithImages").GetInt32() == 1, "the status says what is here");
        Assert.Equal(slices, await box.InstancesAsync());

        await BoxDatabase.ChangeAsync(box, "UPDATE alarms SET acknowledged = raised, decided = raised, closed = raised");
        await box.HoldsAsync(0);
        await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(box.Data, "instances")).Sum(Occupied) < 1 << 20 || Directory.GetFiles(Path.Combine(box.Data, "instances")).All(Unsealed), "the disk is free");
        Assert.Equal(slices, (await RetentionAsync(box)).GetProperty("instancesRemoved").GetInt32());
        Assert.Equal(HttpStatusCode.Gone, (await box.Http.GetAsync($"api/cases/{id}/volume")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await box.Http.GetAsync($"api/cases/{id}/mask")).StatusCode);
        var detail = await box.Http.GetFromJsonAsync<JsonElement>($"api/cases/{id}");
        Assert.Equal("Analysed", detail.GetProperty("result").GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, detail.GetProperty("row").GetProperty("imagesRemoved").ValueKind);

        await box.KillAsync();
        await box.StartAsync();
        Assert.Equal(0, await box.InstancesAsync());
        await box.SendAsync(phantom.Folder);
        await box.HoldsAsync(slices);
        await Eventually.TrueAsync(async () => (await box.EndedCaseAsync()).GetProperty("row").GetProperty("revision").GetInt32() == 2, "analysed again, as a new revision");
    }

    private static async Task<JsonElement> RetentionAsync(ApplianceUnderTest box) => (await box.Http.GetFromJsonAsync<JsonElement>("api/status")).GetProperty("retention");

    /// <summary>The look after a start marks the case as kept from that day on.</summary>
    private static async Task StampedAsync(ApplianceUnderTest box)
    {
        await box.KillAsync();
        await box.StartAsync();
        await Eventually.TrueAsync(() => (long)BoxDatabase.Ask(box, "SELECT count(*) FROM cases WHERE kept_from IS NOT NULL")! == 1, "the case has its day");
    }

    private static bool Unsealed(string path) => !new FileInfo(path).IsReadOnly;

    private static long Occupied(string path) => Unsealed(path) ? 0 : new FileInfo(path).Length;
}
