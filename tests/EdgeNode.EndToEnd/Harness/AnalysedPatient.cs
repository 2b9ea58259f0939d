using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.TestPeers;

[assembly: AssemblyFixture(typeof(EdgeNode.EndToEnd.Harness.AnalysedPatient))]

namespace EdgeNode.EndToEnd.Harness;

/// <summary>
/// A box with one patient: a study of last year, seen then, and one of now in its second revision, whose alarm nobody has seen; and two people who can
/// sign on. Analysed once, for the first test that asks; each begins with a copy of its data.
/// </summary>
public sealed class AnalysedPatient : IAsyncDisposable
{
    public const string Pin = "483920";
    public const string Badge = "04A7F2B1C9";
    private const int Late = 3;
    private readonly string _studies = Directory.CreateTempSubdirectory("edgenode-patient").FullName;
    private readonly ApplianceUnderTest _box = new("mqtt://127.0.0.1:9", ("feedback__signOn__idleSeconds", "3600"), ("alarms__sound__player", "/usr/bin/wc"));

    private Task? _analysed;

    /// <summary>The case of now.</summary>
    public string Present { get; private set; } = "";

    public string Earlier { get; private set; } = "";

    internal ApplianceUnderTest Box => _box;

    private string Kept => Path.Combine(_box.Folder, "kept");

    /// <summary>The box runs, and nobody has done anything yet.</summary>
    public async Task BeginAsync()
    {
        await (_analysed ??= AnalyseAsync());
        await _box.KillAsync();
        Directory.Delete(_box.Data, recursive: true);
        Copy(Kept, _box.Data);
        await _box.StartAsync();
    }

    /// <summary>Three slices of somebody else: too few to analyse.</summary>
    internal async Task SendUnsuitableAsync()
    {
        var few = Folder("few");
        (await Programs.EdgeNodeAsync("phantom", "--out", few, "--seed", "9", "--slices", "3")).MustSucceed();
        await _box.SendAsync(few);
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        Directory.Delete(_studies, recursive: true);
    }

    private async Task AnalyseAsync()
    {
        var (now, late, before) = (Folder("now"), Folder("late"), Folder("before"));
        await PhantomStudy.MakeAsync(now, "40", "3,0.9,0.9");
        var files = Directory.GetFiles(now, "*.dcm").Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(before, Path.GetFileName(file)));
        }

        // The lowest ones: the node that the page shows first lies in none of them, so that both revisions can be compared there.
        files[..Late].ForEach(file => File.Move(file, Path.Combine(late, Path.GetFileName(file))));
        (await Tool.RunAsync(
            "dcmodify",
            ["-nb", "-gin", "-m", "(0020,000D)=2.25.20250101", "-m", "(0020,000E)=2.25.20250102", "-m", "(0020,0052)=2.25.20250103", "-m", "(0008,0020)=20200101", .. Directory.GetFiles(before)])).MustSucceed();

        await _box.StartAsync();
        Earlier = await AnalysedAsync(before, known: 0);
        (await _box.Http.PostAsJsonAsync($"api/cases/{Earlier}/acknowledge", new { act = Guid.NewGuid(), reader = "WARD", revision = 1 })).EnsureSuccessStatusCode();
        Present = await AnalysedAsync(now, known: 1);
        await _box.SendAsync(late);
        await Eventually.TrueAsync(async () => await RowAsync(Present) is var row && row.GetProperty("revision").GetInt32() == 2 && row.GetProperty("state").GetString() == "Analysed", "the late slices are analysed too", 240);
        await PeopleAsync($"{Pin}\n", "add", "A1", "--name", "Dr Lin", "--role", "physician");
        await PeopleAsync($"{Pin}\n", "add", "N1", "--name", "Wu", "--role", "ward");
        await PeopleAsync($"{Badge}\n", "set-badge", "A1");
        await _box.KillAsync();
        Copy(_box.Data, Kept);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_studies, name)).FullName;

    private async Task<string> AnalysedAsync(string folder, int known)
    {
        await _box.SendAsync(folder);
        return await Eventually.GetAsync(async () => (await RowsAsync()) is { } rows && rows.Count > known && rows.All(row => row.GetProperty("state").GetString() == "Analysed")
            ? rows.Select(row => row.GetProperty("id").GetString()!).First(id => id != Earlier)
            : null, "the study is analysed", 240);
    }

    private async Task<List<JsonElement>> RowsAsync() => [.. (await _box.WorklistAsync()).GetProperty("cases").EnumerateArray()];

    private async Task<JsonElement> RowAsync(string id) => (await RowsAsync()).Single(row => row.GetProperty("id").GetString() == id);

    private async Task PeopleAsync(string input, params string[] arguments) =>
        (await Tool.RunAsync(Programs.EdgeNode, input, ["people", .. arguments, "--config", _box.Config])).MustSucceed();
}
