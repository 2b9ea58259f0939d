using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.Center.Access;
using EdgeNode.Center.Export;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Tests.Export;
using EdgeNode.Center.Tests.Watching;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Nifti;
using EdgeNode.TestPeers;

namespace EdgeNode.Center.Tests.Adjudicating;

/// <summary>On SQLite.</summary>
public sealed class SqliteAdjudicationTests : AdjudicationTests;

/// <summary>The same on a real PostgreSQL.</summary>
public sealed class PostgresAdjudicationTests : AdjudicationTests
{
    private protected override Postgres? Server { get; } = new();
}

/// <summary>Cases of the work list are opened, decided on, and exported as decided.</summary>
public abstract class AdjudicationTests : ServedCentre
{
    private static readonly string Case = Fleet.Key("disputed");

    [Fact]
    public async Task A_crop_is_a_result_with_its_nodes_on_its_own_grid_and_missed_nodes_are_painted()
    {
        using var http = Client(Role.Export);
        var result = await http.GetFromJsonAsync<JsonElement>($"api/crops/north/{Case}/1/1001");
        var nodes = result.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("id").GetInt32());
        Assert.Equal([1, 2, 1001], nodes.Keys);
        Assert.Equal(("Ene", 3), (nodes[2].GetProperty("label").GetString(), nodes[2].GetProperty("axialSlice").GetInt32()));
        Assert.Equal([2, 5, 3, 7, 5, 3], nodes[2].GetProperty("boundingBoxVoxels").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(("Positive", 6.5), (nodes[1001].GetProperty("label").GetString(), nodes[1001].GetProperty("shortAxisMm").GetDouble()));

        var mask = await http.GetAsync(new Uri($"api/crops/north/{Case}/1/1001/mask", UriKind.Relative));
        var labels = await mask.Content.ReadAsByteArrayAsync();
        Assert.Equal((720, 1, 3, 2), (labels.Length, labels[4 + (12 * (2 + (10 * 3)))], labels[4 + (12 * (5 + (10 * 3)))], labels[4 + (12 * (8 + (10 * 3)))]));
        using var part = new HttpRequestMessage(HttpMethod.Get, $"api/crops/north/{Case}/1/1001/volume") { Headers = { Range = new RangeHeaderValue(240, 479) } };
        var volume = await http.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, 240, 1440L), (volume.StatusCode, (await volume.Content.ReadAsByteArrayAsync()).Length, volume.Content.Headers.ContentRange!.Length));
        Assert.Equal(result.GetProperty("geometry").GetProperty("spacingMm").ToString(), JsonDocument.Parse(volume.Headers.GetValues("X-Geometry").Single()).RootElement.GetProperty("spacingMm").ToString());
    }

    [Fact]
    public async Task A_decision_ticks_the_node_off_names_who_and_when_and_stays_when_another_follows()
    {
        using var http = Client(Role.Adjudicate);
        var before = await CaseAsync(http);
        Assert.True(before.GetProperty("mayDecide").GetBoolean());
        Assert.Equal([2, 1001], Open(before));
        var first = Guid.NewGuid();
        await DecideAsync(http, before, 2, "NotANode", first);
        await DecideAsync(http, before, 2, "NotANode", first);
        await DecideAsync(http, before, 2, "Ene");
        var after = await CaseAsync(http);
        Assert.Equal([1001], Open(after));
        var decided = Node(after, 2).GetProperty("decided").EnumerateArray().ToList();
        Assert.Equal(["NotANode", "Ene"], decided.Select(one => one.GetProperty("outcome").GetString()!));
        Assert.All(decided, one => Assert.Equal(("adjudicate", "Adjudicate"), (one.GetProperty("by").GetString(), one.GetProperty("role").GetString())));
        await DecideAsync(http, after, 1001, "Unclear");
        Assert.Empty(Open(await CaseAsync(http)));
        var item = (await http.GetFromJsonAsync<JsonElement>("api/worklist")).EnumerateArray().Single(item => item.GetProperty("caseKey").GetString() == Case);
        Assert.Equal((2, 0), (item.GetProperty("nodes").GetArrayLength(), item.GetProperty("open").GetArrayLength()));
        Assert.Equal(3, (await http.GetFromJsonAsync<JsonElement>("api/adjudications")).GetArrayLength());
        Assert.Contains("Nothing waits.", await http.GetStringAsync(new Uri("worklist", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_physician_says_after_the_decision_opens_the_node_again()
    {
        using var http = Client(Role.Adjudicate);
        await DecideAsync(http, await CaseAsync(http), 2, "Ene");
        Assert.Equal([1001], Open(await CaseAsync(http)));
        Made.Messages.Clear();
        Made.Act("north", "disputed", "Verdict", 2, "Reject", reader: "c late");
        Made.Into(Store, "north");
        Assert.Equal([2, 1001], Open(await CaseAsync(http)));
    }

    [Fact]
    public async Task What_cannot_be_a_decision_is_refused_and_nothing_is_stored()
    {
        using var http = Client(Role.Adjudicate);
        var of = await CaseAsync(http);
        Assert.Equal(404, await AnswerAsync(http, of, 77, "Ene", Guid.NewGuid()));
        Assert.Equal(400, await AnswerAsync(http, of, 2, "Healthy", Guid.NewGuid()));
        Assert.Equal(400, (int)(await http.PostAsJsonAsync("api/adjudications", new { outcome = "Ene" })).StatusCode);
        using var exporter = Client(Role.Export);
        Assert.Equal(403, await AnswerAsync(exporter, of, 2, "Ene", Guid.NewGuid()));
        Assert.False((await CaseAsync(exporter)).GetProperty("mayDecide").GetBoolean());
        Assert.Equal(0, (await http.GetFromJsonAsync<JsonElement>("api/adjudications")).GetArrayLength());
    }

    [Fact]
    public async Task The_training_set_has_the_class_that_was_decided_and_its_manifest_says_so()
    {
        using var http = Client(Role.Adjudicate);
        var of = await CaseAsync(http);
        await DecideAsync(http, of, 1, "Unclear");
        await DecideAsync(http, of, 2, "Positive");
        await DecideAsync(http, of, 1001, "NotANode");
        var folder = Directory.CreateTempSubdirectory("edgenode-set");
        await new TrainingSet(Blobs, "Dataset101_X", Unreviewed.Ignore).WriteAsync(TrainingFacts.Read(Store), folder.FullName);
        var labels = NiftiReader.ReadLabels(Path.Combine(folder.FullName, "labelsTr", $"north_{Case}_r1_n1001.nii.gz")).Volume!.Value;
        Assert.Equal((4, 2, 0), (labels.Span[labels.IndexOf(4, 2, 3)], labels.Span[labels.IndexOf(4, 5, 3)], labels.Span[labels.IndexOf(4, 8, 3)]));
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "manifest.json"))).RootElement;
        Assert.Equal(3, manifest.GetProperty("adjudications").GetProperty("count").GetInt32());
        Assert.Equal(
            ["1 Unclear", "2 Positive", "1001 NotANode"],
            manifest.GetProperty("crops").EnumerateArray().Single().GetProperty("adjudicated").EnumerateArray().Select(one => $"{one.GetProperty("node").GetInt32()} {one.GetProperty("outcome").GetString()}"));
        folder.Delete(recursive: true);
    }

    private protected override async Task FillAsync(CenterDatabase database)
    {
        Made.Report("north", "disputed", "p1");
        Made.Act("north", "disputed", "Verdict", 1, "Agree");
        Made.Act("north", "disputed", "Verdict", 2, "Agree", reader: "a");
        Made.Act("north", "disputed", "Verdict", 2, "Reject", reader: "b");
        Made.Act("north", "disputed", "MissedNode", 1001, label: NodeClass.Positive);
        await Made.CropAsync("north", "disputed", 1001, missed: true);
        Made.Into(database, "north");
    }

    private static Task<JsonElement> CaseAsync(HttpClient http) => http.GetFromJsonAsync<JsonElement>($"api/adjudicate/north/{Case}");

    private static JsonElement Node(JsonElement of, int number) => of.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("number").GetInt32() == number);

    private static IEnumerable<int> Open(JsonElement of) => of.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("open").GetBoolean()).Select(node => node.GetProperty("number").GetInt32()).Order();

    private static async Task DecideAsync(HttpClient http, JsonElement of, int number, string outcome, Guid? id = null) =>
        Assert.Equal(201, await AnswerAsync(http, of, number, outcome, id ?? Guid.NewGuid()));

    private static async Task<int> AnswerAsync(HttpClient http, JsonElement of, int number, string outcome, Guid id) => (int)(await http.PostAsJsonAsync(
        "api/adjudications", new { id, site = "north", caseKey = Case, revision = 1, number, outcome, seen = of.GetProperty("seen").GetInt64() })).StatusCode;
}
