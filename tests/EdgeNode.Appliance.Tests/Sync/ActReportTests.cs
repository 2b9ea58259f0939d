using System.Text.Json;
using CsCheck;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Acts;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class ActReportTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-acts").FullName;
    private readonly SiteSecret _secret;

    public ActReportTests() => _secret = SiteSecret.LoadOrCreate(_folder);

    [Fact]
    public async Task Who_acknowledges_and_decides_is_told_to_the_centre_as_a_pseudonym_with_the_times_since_slice_and_alarm()
    {
        await using var box = new AlarmBox();
        var id = await box.AlarmedAsync(1);
        box.Time.Advance(TimeSpan.FromSeconds(42));
        Assert.Null(await box.SeenAsync(id));
        box.Time.Advance(TimeSpan.FromSeconds(18));
        Assert.Null(await box.DecidedAsync(id, "NoTransfer", "A2", "KNOWN_DISEASE"));

        var acts = box.Database.Read(connection => connection.Query(
            "SELECT payload FROM outbox WHERE kind = 'feedback' ORDER BY seq", row => JsonSerializer.Deserialize((byte[])row["payload"], ContractsJson.Default.FeedbackAct)!));
        Assert.Equal([("Acknowledge", 42.0), ("Decide", 60.0)], acts.Select(act => (act.Kind, act.SecondsSinceAlarm!.Value)));
        Assert.Equal(("NoTransfer", "KNOWN_DISEASE", 1), (acts[1].Decision, Assert.Single(acts[1].Reasons), acts[1].Priority));
        Assert.NotEqual(acts[0].Reader.Key, acts[1].Reader.Key);
        Assert.All(acts, act => Assert.Matches("^[0-9a-f]{16}$", act.Reader.Key));
    }

    [Fact]
    public void A_verdict_keeps_its_codes_and_a_calliper_only_its_lengths()
    {
        var verdict = From("Verdict", """
            {"act":"x","revision":2,"node":3,"verdict":"Reclassify","class":"Ene","reasons":["MARGIN"],"level":"IIA","view":{"openSeconds":41.52,"slicesVisited":120,"masksShown":true}}
            """)!;
        Assert.Equal((2, 3, "Reclassify", "IIA", "MARGIN"), (verdict.Revision, verdict.Node!.Value, verdict.Verdict, verdict.Level, Assert.Single(verdict.Reasons)));
        Assert.Equal(new ReportedView(41.5, 120, true, null), verdict.View);
        var calliper = From("Calliper", """{"revision":1,"node":1,"shortAxis":{"fromMm":[31.2,-14,102.5],"toMm":[40.9,-14,102.5]}}""")!;
        Assert.Equal((9.7, null), (calliper.ShortAxisMm, calliper.LongAxisMm));
        Assert.DoesNotContain("102.5", JsonSerializer.Serialize(calliper, ContractsJson.Default.FeedbackAct), StringComparison.Ordinal);
        Assert.Equal(Pseudonyms.Act(_secret, Guid.Empty), From("Withdraw", $$"""{"withdrawn":"{{Guid.Empty}}","reason":"MISTAKE"}""")!.WithdrawsKey);
        Assert.Null(From("Pause", "{}"));
        Assert.Null(From("PersonAdded", """{"name":"LEAK"}"""));
    }

    [Fact]
    public void No_text_that_somebody_typed_gets_through_whatever_field_it_is_in()
    {
        string[] fields = ["verdict", "class", "level", "side", "decision", "source", "finding", "reason", "reader", "examined", "comment", "withdrawn"];
        Gen.Select(Gen.Int[0, 4].Select(i => new[] { "LEAK^Anna", "LEAK 王小明", "leak", "LEAK\n", "1.2.LEAK" }[i]), Gen.Shuffle(fields)).Sample((text, order) =>
        {
            var content = order.ToDictionary(field => field, field => (object)text);
            content["reasons"] = new[] { text };
            content["signs"] = new[] { text };
            content["view"] = new Dictionary<string, string> { ["openSeconds"] = text };
            var act = ActAllowList.From(
                new(Guid.NewGuid(), "Verdict", Guid.NewGuid(), text, text, text, text, JsonSerializer.SerializeToElement(content), JsonSerializer.SerializeToElement(content), default),
                _secret,
                Guid.NewGuid(),
                Key);
            var bytes = JsonSerializer.Serialize(act, ContractsJson.Default.FeedbackAct);
            return !bytes.Contains("LEAK", StringComparison.OrdinalIgnoreCase) && !bytes.Contains("\\u738B", StringComparison.OrdinalIgnoreCase);
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FeedbackAct? From(string kind, string content) => ActAllowList.From(
        new(Guid.NewGuid(), kind, Guid.NewGuid(), "A1", "physician", "5-9", "person", JsonDocument.Parse(content).RootElement, default, default), _secret, Guid.CreateVersion7(), Key);
}
