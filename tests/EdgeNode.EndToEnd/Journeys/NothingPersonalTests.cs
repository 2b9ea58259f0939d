using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using MQTTnet;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Every byte that leaves the box on its line to the centre, searched for what a study full of personal data says.</summary>
public sealed class NothingPersonalTests(PhantomStudy phantom) : IDisposable
{
    private static readonly string[] Planted = StuffedStudy.Planted;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-personal").FullName;

    [Fact]
    public async Task A_study_full_of_names_in_every_tag_leaves_nothing_of_them_on_the_line()
    {
        var study = await StuffedStudy.MakeAsync(phantom.Folder, _folder);
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var line = new CuttingProxy(broker.Port);
        var blobPort = FreePort.Next();
        await using var blobLine = new CuttingProxy(blobPort);
        await using var centre = new CentreUnderTest(broker.Address, ("blobs__url", $"http://127.0.0.1:{blobPort}"));
        await using var box = new ApplianceUnderTest(
            $"mqtt://127.0.0.1:{line.Port}",
            ("sync__crops__enabled", "true"),
            ("sync__crops__centre", $"http://127.0.0.1:{blobLine.Port}"),
            ("sync__crops__leastEntropy", "0"),
            ("sync__crops__minimumPatients", "1"),
            ("alarms__readers__0__code", "Zhaoleak"), ("alarms__readers__0__name", "張曉明"));
        await box.StartAsync();
        await box.SendAsync(study);
        var detail = await box.EndedCaseAsync();
        var row = detail.GetProperty("row");
        Assert.Equal("Analysed", row.GetProperty("state").GetString());
        Assert.Contains("曉明", row.GetProperty("patientName").GetString(), StringComparison.Ordinal);
        (await box.Http.PostAsJsonAsync($"api/cases/{row.GetProperty("id").GetString()}/acknowledge", new { act = Guid.NewGuid(), reader = "Zhaoleak", revision = 1 })).EnsureSuccessStatusCode();
        await JudgeAsync(box, detail);
        await AskForTelemetryAsync(broker.Port);
        await Eventually.TrueAsync(async () => await CropsGoneAsync(box), "every node's crop has left the box");
        await Eventually.TrueAsync(() => Kinds(line.Up).SetEquals(["result", "feedback", "telemetry", "drift", "health", "crop"]), "every kind of message has left the box");
        await Eventually.TrueAsync(() => new[] { "Acknowledge", "Verdict", "MissedNode" }.All(kind => Encoding.UTF8.GetString(line.Up).Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal)), "every act has left the box");
        await Eventually.TrueAsync(async () => (await box.EndedCaseAsync()).GetProperty("receipt").GetProperty("sent").GetBoolean(), "all is receipted");

        var uids = await UidsAsync(study);
        Assert.Empty(ByteSearch.Find(line.Up, [.. Planted, .. uids]));
        Assert.True(blobLine.Up.Length > centre.Blobs.Sum(file => new FileInfo(file).Length) && centre.Blobs.Count >= 3, "the blobs went over the line that is searched");
        Assert.Empty(ByteSearch.Find(blobLine.Up, [.. Planted, .. uids]));
        foreach (var blob in centre.Blobs)
            Assert.Empty(ByteSearch.Find(await File.ReadAllBytesAsync(blob), [.. Planted, .. uids]));
        Assert.Contains("\"ageBand\":\"70-79\"", Encoding.UTF8.GetString(line.Up), StringComparison.Ordinal);
        Assert.Single(await centre.CasesAsync(1));
        Assert.Empty(ByteSearch.Find(Encoding.UTF8.GetBytes(box.Printed + centre.Printed), [.. Planted, .. uids]));
    }

    [Fact]
    public void The_search_finds_what_is_there_in_every_form()
    {
        foreach (var word in new[] { "Zhaoleak", "張曉明", "A123456789" })
        {
            foreach (var (name, form) in ByteSearch.Forms(word))
            {
                byte[] message = [.. Random.Shared.GetItems("{\"x\":1}, "u8, 40), .. form, .. "\"}"u8];
                Assert.NotEmpty(ByteSearch.Find(message, [word]));
                Assert.NotEmpty(ByteSearch.Find([.. "before "u8, .. Deflated(message, stream => new ZLibStream(stream, CompressionLevel.Optimal)), .. "after"u8], [word]));
                Assert.NotEmpty(ByteSearch.Find([.. "before "u8, .. Deflated(message, stream => new GZipStream(stream, CompressionLevel.Fastest)), .. "after"u8], [word]));
            }

            for (var before = 0; before < 6; before++)
            {
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + word + "yz"));
                Assert.NotEmpty(ByteSearch.Find(Encoding.ASCII.GetBytes(encoded), [word]));
            }
        }

        Assert.Empty(ByteSearch.Find("{\"ageBand\":\"70-79\"}"u8.ToArray(), Planted));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Deflated(byte[] bytes, Func<Stream, Stream> open)
    {
        using var memory = new MemoryStream();
        using (var stream = open(memory))
            stream.Write(bytes);
        return memory.ToArray();
    }

    private static HashSet<string> Kinds(byte[] up)
    {
        var text = Encoding.Latin1.GetString(up);
        return [.. new[] { "result", "nodes", "feedback", "telemetry", "drift", "health", "crop" }.Where(kind => text.Contains($"/up/{kind}", StringComparison.Ordinal))];
    }

    /// <summary>Also those that a person must release.</summary>
    private static async Task<bool> CropsGoneAsync(ApplianceUnderTest box)
    {
        await Programs.EdgeNodeAsync("crops", "release", "--all", "--config", box.Config);
        var lines = (await Programs.EdgeNodeAsync("crops", "list", "--config", box.Config)).MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && lines.All(line => line.Contains(" done ", StringComparison.Ordinal));
    }

    private static async Task AskForTelemetryAsync(int port)
    {
        using var centre = new MqttClientFactory().CreateMqttClient();
        await centre.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port).Build());
        var command = new Command(Guid.NewGuid(), Command.Report);
        await centre.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Command("box-under-test")).WithPayload(JsonSerializer.SerializeToUtf8Bytes(command, ContractsJson.Default.Command)).Build());
        await centre.DisconnectAsync();
    }

    /// <summary>A physician signs on, takes a finding back and marks a node that the network missed.</summary>
    private static async Task JudgeAsync(ApplianceUnderTest box, JsonElement detail)
    {
        (await Tool.RunAsync(Programs.EdgeNode, "483920\n", ["people", "add", "Zhaoleak-1", "--name", "張曉明", "--role", "physician", "--config", box.Config])).MustSucceed();
        var signedOn = (await box.Http.PostAsJsonAsync("api/sign-on", new { code = "Zhaoleak-1", pin = "483920" })).EnsureSuccessStatusCode();
        box.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await signedOn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        var (result, path) = (detail.GetProperty("result"), $"api/cases/{detail.GetProperty("row").GetProperty("id").GetString()}");
        var (node, geometry) = (result.GetProperty("nodes")[0].GetProperty("id").GetInt32(), result.GetProperty("geometry"));
        double[] centre = [.. Enumerable.Range(0, 3).Select(axis =>
            geometry.GetProperty("originMm")[axis].GetDouble() + (0.5 * (geometry.GetProperty("size")[axis].GetInt32() - 1) * geometry.GetProperty("spacingMm")[axis].GetDouble() * geometry.GetProperty("direction")[4 * axis].GetDouble()))];
        (await box.Http.PostAsJsonAsync($"{path}/nodes/{node}/verdict", new { act = Guid.CreateVersion7(), revision = 1, verdict = "Reject", reasons = (string[])["VESSEL"] })).EnsureSuccessStatusCode();
        (await box.Http.PostAsJsonAsync(
            $"{path}/missed-nodes",
            new { act = Guid.CreateVersion7(), revision = 1, @class = "Ene", centreMm = centre, longAxisMm = 14.0, shortAxisMm = 9.0, longAxisDirection = (double[])[1, 0, 0] })).EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> UidsAsync(string study)
    {
        var dump = (await Tool.RunAsync("dcmdump", ["+P", "0008,0018", "+P", "0020,000d", "+P", "0020,000e", "+P", "0020,0052", .. Directory.GetFiles(study)])).MustSucceed().Output;
        var uids = System.Text.RegularExpressions.Regex.Matches(dump, @"\[([0-9.]{10,64})\]").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(uids.Count > 60);
        return uids;
    }
}
