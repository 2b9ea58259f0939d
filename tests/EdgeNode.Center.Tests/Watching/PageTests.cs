using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Tests.Export;
using EdgeNode.Center.Watching;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Center.Tests.Watching;

/// <summary>On SQLite.</summary>
public sealed class SqlitePageTests : PageTests;

/// <summary>The same on a real PostgreSQL.</summary>
public sealed class PostgresPageTests : PageTests
{
    private protected override Postgres? Server { get; } = new();
}

/// <summary>The pages and the API of the real service over facts of three sites.</summary>
public abstract class PageTests : ServedCentre
{
    private const string Evil = "<script>alert(1)</script>";

    [Fact]
    public async Task Sites_alarms_agreement_missed_nodes_and_work_list_are_what_the_facts_say()
    {
        using var http = Client(Role.Read);
        var alarms = await http.GetFromJsonAsync<JsonElement>("api/alarms");
        var alarm = alarms.EnumerateArray().Single(one => one.GetProperty("caseKey").GetString() == Fleet.Key("seen"));
        Assert.Equal((1, 23.5, 42.0, 60.0, "TransferNow"), (
            alarm.GetProperty("level").GetInt32(), alarm.GetProperty("toAlarm").GetDouble(), alarm.GetProperty("toAcknowledged").GetDouble(), alarm.GetProperty("toDecision").GetDouble(), alarm.GetProperty("decision").GetString()));

        var agreement = (await http.GetFromJsonAsync<JsonElement>("api/agreement")).EnumerateArray().ToList();
        var negative = agreement.Single(row => row.GetProperty("class").GetString() == "Negative" && row.GetProperty("size").GetString() == "5 to 8 mm");
        Assert.Equal((1, 1, 0), (negative.GetProperty("agreed").GetInt32(), negative.GetProperty("rejected").GetInt32(), negative.GetProperty("reclassified").GetInt32()));
        Assert.Equal(1, agreement.Single(row => row.GetProperty("class").GetString() == "Positive" && row.GetProperty("size").GetString() == "5 to 8 mm").GetProperty("missed").GetInt32());

        var work = (await http.GetFromJsonAsync<JsonElement>("api/worklist")).EnumerateArray().ToList();
        Assert.Equal(["READERS_DIFFER", "ENE_REJECTED"], work[0].GetProperty("why").EnumerateArray().Select(why => why.GetString()!));
        Assert.Equal([Fleet.Key("disputed"), Fleet.Key("missed"), Fleet.Key("rejected")], work.Select(item => item.GetProperty("caseKey").GetString()!));

        var sites = (await http.GetFromJsonAsync<JsonElement>("api/health")).EnumerateArray().ToDictionary(site => site.GetProperty("site").GetString()!);
        Assert.Equal(("Connected", 0.71), (sites["north"].GetProperty("state").GetString(), sites["north"].GetProperty("telemetry").GetProperty("diskFreeFraction").GetDouble()));
        Assert.Equal("Offline", sites["south"].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_week_that_differs_from_the_weeks_before_is_told_and_usual_weeks_are_not()
    {
        using var http = Client(Role.Read);
        var weeks = (await http.GetFromJsonAsync<JsonElement>("api/drift")).EnumerateArray().ToList();
        Assert.Equal(6, weeks.Count);
        Assert.All(weeks[..5], week => Assert.Empty(week.GetProperty("signals").EnumerateArray()));
        Assert.Equal(["DRIFT_SHORT_AXIS", "ALARM_RATE"], weeks[5].GetProperty("signals").EnumerateArray().Select(signal => signal.GetString()!));
        var page = await http.GetStringAsync(new Uri("drift", UriKind.Relative));
        Assert.Contains("DRIFT_SHORT_AXIS, ALARM_RATE", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_that_begins_anew_is_compared_with_nothing_older_and_is_told()
    {
        Made.Messages.Clear();
        for (var week = 7; week <= 9; week++)
            Made.Sketch("east", week, 40, 30, 3);
        Made.Into(Store, "east");
        using var http = Client(Role.Read);
        async Task<List<JsonElement>> WeeksAsync() => [.. (await http.GetFromJsonAsync<JsonElement>("api/drift")).EnumerateArray()];
        Assert.Equal(4, (await WeeksAsync()).Count(week => week.GetProperty("signals").GetArrayLength() > 0));

        Service<Baselines>().Restart("east", "2026-W06", "SCANNER_CHANGED", "wu");
        var weeks = await WeeksAsync();
        Assert.All(weeks, week => Assert.Empty(week.GetProperty("signals").EnumerateArray()));
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3], weeks.Select(week => week.GetProperty("baselineWeeks").GetInt32()));
        Assert.Equal("SCANNER_CHANGED", weeks[5].GetProperty("restart").GetString());
        Assert.Contains("baseline anew: SCANNER_CHANGED", await http.GetStringAsync(new Uri("drift", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(("east", "2026-W06", "wu"), Service<Baselines>().All().Select(made => (made.Site, made.FromWeek, made.By)).Single());

        Made.Messages.Clear();
        Made.Sketch("east", 10, 40, 10, 1);
        Made.Into(Store, "east");
        Assert.NotEmpty((await WeeksAsync())[^1].GetProperty("signals").EnumerateArray());
    }

    [Theory]
    [InlineData("", "Technical alarms")]
    [InlineData("alarms", "TransferNow")]
    [InlineData("agreement?days=7", "5 to 8 mm")]
    [InlineData("drift", "2026-W06")]
    [InlineData("worklist", "READERS_DIFFER")]
    [InlineData("cases", "Analysed")]
    public async Task Every_page_is_there_plain_and_loads_nothing_from_elsewhere(string path, string text)
    {
        using var http = Client(Role.Read);
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_shows_what_is_known_of_it_encoded_and_its_crop_to_who_may_see_it()
    {
        var address = $"cases/north/{Fleet.Key("disputed")}";
        using var reader = Client(Role.Read);
        var page = await reader.GetStringAsync(new Uri(address, UriKind.Relative));
        Assert.Contains("1 came; a token with the role export", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(new Uri($"{address}/1/2.png", UriKind.Relative))).StatusCode);

        using var exporter = Client(Role.Export);
        var shown = await exporter.GetStringAsync(new Uri(address, UriKind.Relative));
        Assert.Contains($"/{address}/1/2.png", shown, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Evil, shown, StringComparison.Ordinal);
        var picture = await exporter.GetByteArrayAsync(new Uri($"{address}/1/2.png", UriKind.Relative));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4]);
        Assert.Equal(HttpStatusCode.NotFound, (await exporter.GetAsync(new Uri($"cases/north/{new string('0', 32)}", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("GET", "", 200, 200, 200, 200)]
    [InlineData("GET", "api/alarms", 200, 200, 200, 200)]
    [InlineData("GET", "api/facts?after=0", 403, 200, 200, 200)]
    [InlineData("GET", "blobs/none", 403, 404, 404, 404)]
    [InlineData("GET", "api/quarantine", 403, 403, 403, 200)]
    [InlineData("GET", "api/adjudicate/north/none", 403, 404, 404, 404)]
    [InlineData("GET", "api/crops/north/none/1/1/volume", 403, 404, 404, 404)]
    [InlineData("GET", "adjudicate/north/none", 403, 200, 200, 200)]
    [InlineData("GET", "api/adjudications", 403, 200, 200, 200)]
    [InlineData("POST", "api/adjudications", 403, 403, 415, 415)]
    [InlineData("POST", "api/retention", 403, 403, 403, 200)]
    public async Task Roles_may_what_they_may_and_nobody_gets_in_without_a_token(string method, string path, int read, int export, int adjudicate, int admin)
    {
        foreach (var (role, status) in new[] { (Role.Read, read), (Role.Export, export), (Role.Adjudicate, adjudicate), (Role.Admin, admin) })
        {
            using var http = Client(role);
            Assert.Equal(status, (int)(await http.SendAsync(new(new(method), path))).StatusCode);
        }

        using var nobody = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port}") };
        Assert.Equal(401, (int)(await nobody.SendAsync(new(new(method), path))).StatusCode);
        nobody.DefaultRequestHeaders.Authorization = new("Bearer", new string('0', 64));
        Assert.Equal(401, (int)(await nobody.SendAsync(new(new(method), path))).StatusCode);
    }

    [Fact]
    public async Task Signing_on_with_a_token_leaves_a_cookie_that_opens_the_pages()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new($"http://127.0.0.1:{Port}") };
        Assert.Contains("type=\"password\"", await (await browser.GetAsync(new Uri("/", UriKind.Relative))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = new FormUrlEncodedContent([new("token", "x")]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), wrong)).StatusCode);
        using var right = new FormUrlEncodedContent([new("token", TokenOf(Role.Read))]);
        Assert.Contains("Technical alarms", await (await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), right)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(503, (int)(await new HttpClient().GetAsync(new Uri($"http://127.0.0.1:{Port}/healthz"))).StatusCode);
    }

    [Fact]
    public async Task Facts_are_handed_out_as_they_came()
    {
        using var http = Client(Role.Export);
        var lines = (await http.GetStringAsync(new Uri("api/facts?limit=10000", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Made.Messages.Count, lines.Count);
        var rest = await http.GetStringAsync(new Uri($"api/facts?after={lines[^2].GetProperty("n").GetInt64()}", UriKind.Relative));
        Assert.Single(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_is_older_than_the_options_say_is_removed_and_a_late_duplicate_does_not_bring_it_back()
    {
        var database = Service<CenterDatabase>();
        var crop = Service<CaseQueries>().Crops().Single();
        database.Read(connection => connection.Run(
            "UPDATE facts SET received = '2020-01-01T00:00:00.0000000Z' WHERE case_key = @case", ("@case", crop.CaseKey)));
        var blob = Service<BlobStore>().Find(crop.Image)!;
        File.SetLastWriteTimeUtc(blob, new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var http = Client(Role.Admin);
        var removed = await (await http.PostAsync(new Uri("api/retention", UriKind.Relative), null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((1, 1), (removed.GetProperty("cases").GetInt32(), removed.GetProperty("blobs").GetInt32()));
        Assert.False(File.Exists(blob));
        var cases = Service<CaseQueries>();
        Assert.DoesNotContain(cases.Latest(100), one => one.CaseKey == crop.CaseKey);
        var message = Made.Messages.First(message => message.Kind == Topics.CropKind);
        var again = Service<ReportStore>().Commit([Inspection.Of(new($"edge/v1/{message.Site}/up/crop", message.Payload, message.Id.ToString(), "e1"))]);
        Assert.Equal((0, 1), (again.Stored, again.Duplicates));
        Assert.Empty(cases.Crops());
        Assert.Equal(0, (await (await http.PostAsync(new Uri("api/retention", UriKind.Relative), null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cases").GetInt32());
    }

    [Fact]
    public async Task A_sketch_of_impossible_counts_that_an_earlier_version_took_is_passed_over()
    {
        var sample = JsonSerializer.Deserialize(Samples.Of("drift sketch").Bytes, ContractsJson.Default.DriftSketch)!;
        var sketch = sample with { Id = Guid.NewGuid(), Week = "2026-W07", ShortAxisMm = sample.ShortAxisMm with { Counts = [.. sample.ShortAxisMm.Counts.Select(_ => int.MaxValue)] } };
        var payload = JsonSerializer.SerializeToUtf8Bytes(sketch, ContractsJson.Default.DriftSketch);
        new ReportStore(Store, TimeProvider.System).Commit([new FactArrival(sketch.Id, "east", "e1", 99, Topics.DriftKind, sketch.Schema, null, null, sketch, payload)]);
        using var http = Client(Role.Read);
        foreach (var page in new[] { "/", "/drift", "/api/drift" })
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(page, UriKind.Relative))).StatusCode);
    }

    private protected override async Task FillAsync(CenterDatabase database)
    {
        foreach (var (site, name) in new[] { ("north", "seen"), ("north", "disputed"), ("south", "rejected"), ("south", "missed") })
            Made.Report(site, name, name);
        Made.Act("north", "seen", "Acknowledge", 0, sinceAlarm: 42);
        Made.Act("north", "seen", "Acknowledge", 0, sinceAlarm: 50);
        Made.Act("north", "seen", "Decide", 0, sinceAlarm: 60);
        Made.Act("north", "seen", "Verdict", 1, "Agree");
        Made.Act("north", "disputed", "Verdict", 2, "Agree", reader: "a");
        Made.Act("north", "disputed", "Verdict", 2, "Reject", reader: "b");
        Made.Act("south", "rejected", "Verdict", 1, "Reject");
        Made.Act("south", "rejected", "Withdraw", 0, withdraws: Made.Act("south", "rejected", "Verdict", 2, "Reject"));
        Made.Act("south", "missed", "MissedNode", 1001, label: NodeClass.Positive);
        await Made.CropAsync("north", "disputed", 2, why: Evil);
        Made.Telemetry("north");
        for (var week = 1; week <= 5; week++)
            Made.Sketch("east", week, 40, 10 + (week % 2), 1);
        Made.Sketch("east", 6, 40, 30, 3);
        Made.Into(database, "north", "south", "east");
        var store = new ReportStore(database, TimeProvider.System);
        store.Commit([
            new StateArrival("north", new(true, 1, "0.1.0", 0)), new HeartbeatArrival("north", new() { BdSeq = 1, Sequence = 1, Sent = default, Software = "0.1.0", Unsent = 0, OldestUnsentSeconds = null }),
            new StateArrival("south", new(false, 1, "0.1.0", 3))]);
    }
}
