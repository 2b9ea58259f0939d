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
    /// <summary>Where Debian's libdcmtk keeps it; the folder's name has the version of the library.</summary>
    private static readonly string Dictionary = Directory.GetDirectories("/usr/share", "libdcmtk*").Select(folder => Path.Combine(folder, "dicom.dic")).First(File.Exists);

    /// <summary>Chosen so that nothing else in a message can look like them.</summary>
    private static readonly string[] Planted =
    [
        "Zhaoleak", "張曉明", "张晓明", "A123456789", "ACC77654321", "19520317", "20260704", "1952-03-17", "2026-07-04", "Leakmark", "091545.77", "09:15:45",
    ];

    /// <summary>Value representations that hold what a person wrote (PS3.5 6.2).</summary>
    private static readonly string[] TextKinds = ["PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE"];

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-personal").FullName;

    static NothingPersonalTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task A_study_full_of_names_in_every_tag_leaves_nothing_of_them_on_the_line()
    {
        var study = await StuffedAsync();
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
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        Assert.Equal("Analysed", row.GetProperty("state").GetString());
        Assert.Contains("曉明", row.GetProperty("patientName").GetString(), StringComparison.Ordinal);
        (await box.Http.PostAsJsonAsync($"api/cases/{row.GetProperty("id").GetString()}/acknowledge", new { act = Guid.NewGuid(), reader = "Zhaoleak", revision = 1 })).EnsureSuccessStatusCode();
        await AskForTelemetryAsync(broker.Port);
        await Eventually.TrueAsync(async () => await CropsGoneAsync(box), "every node's crop has left the box");
        await Eventually.TrueAsync(() => Kinds(line.Up).SetEquals(["result", "feedback", "telemetry", "drift", "health", "crop"]), "every kind of message has left the box");
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

    /// <summary>The phantom with every text tag of the dictionary filled, names in Chinese, and true dates and times.</summary>
    private async Task<string> StuffedAsync()
    {
        var study = Path.Combine(_folder, "study");
        Directory.CreateDirectory(study);
        foreach (var file in Directory.GetFiles(phantom.Folder, "*.dcm", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(study, Path.GetFileName(file)));
        string[] changes =
        [
            .. TextTags().SelectMany(tag => new[] { "-i", $"({tag.Tag})={Value(tag.Kind)}" }),
            "-i", "(0008,0005)=GB18030", "-i", "(0010,0030)=19520317", "-i", "(0008,0020)=20260704", "-i", "(0008,0021)=20260704",
            "-i", "(0008,0022)=20260704", "-i", "(0008,0023)=20260704", "-i", "(0008,0030)=091545.770123", "-i", "(0008,0031)=091545.770123", "-i", "(0010,0040)=F", "-i", "(0010,1010)=074Y",
        ];

        // Arguments are UTF-8 here and must be GB18030 in the file: a script carries the bytes.
        var script = Path.Combine(_folder, "stuff.sh");
        var quoted = string.Join(' ', changes.Select(change => $"'{change}'"));
        await File.WriteAllBytesAsync(script, [.. "dcmodify -nb -imt "u8, .. Encoding.GetEncoding("GB18030").GetBytes(quoted), .. " \"$@\"\n"u8]);
        (await Tool.RunAsync("/bin/sh", [script, .. Directory.GetFiles(study)])).MustSucceed();
        return study;
    }

    private static string Value(string kind) => kind switch
    {
        "PN" => "Zhaoleak^張曉明",
        "SH" => "ACC77654321",
        "AE" => "Leakmark",
        "LO" => "A123456789 张晓明",
        _ => "Zhaoleak 張曉明 A123456789 ACC77654321 Leakmark 1952-03-17",
    };

    /// <summary>Tags of patient, study, series, equipment and procedure with one value of text; group lengths and repeating groups left out.</summary>
    private static IEnumerable<(string Tag, string Kind)> TextTags() => File.ReadLines(Dictionary)
        .Select(line => line.Split('\t'))
        .Where(field => field is [['(', ..], ..] && field[0].Length == 11 && field.Length >= 5 && field[4].StartsWith("DICOM", StringComparison.Ordinal))
        .Where(field => field[0][1..5] is "0008" or "0010" or "0012" or "0018" or "0020" or "0032" or "0038" or "0040" && TextKinds.Contains(field[1]))
        .Select(field => (field[0][1..10], field[1]));

    private static async Task<IReadOnlyList<string>> UidsAsync(string study)
    {
        var dump = (await Tool.RunAsync("dcmdump", ["+P", "0008,0018", "+P", "0020,000d", "+P", "0020,000e", "+P", "0020,0052", .. Directory.GetFiles(study)])).MustSucceed().Output;
        var uids = System.Text.RegularExpressions.Regex.Matches(dump, @"\[([0-9.]{10,64})\]").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(uids.Count > 60);
        return uids;
    }
}
