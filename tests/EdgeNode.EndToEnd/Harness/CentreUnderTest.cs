using System.Net.Http.Json;
using System.Text.Json;

using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>The central team's collector as a real process, asked over its own HTTP page.</summary>
internal sealed class CentreUnderTest : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly HttpClient _http;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-centre").FullName;

    /// <param name="broker">Where reports come from.</param>
    /// <param name="more">Further settings, such as <c>blobs__url</c>.</param>
    public CentreUnderTest(string broker, params IEnumerable<(string Setting, string Value)> more)
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}/";
        _http = new() { BaseAddress = new Uri(url) };
        var settings = new Dictionary<string, string>
        {
            ["EDGENODE_CENTER_broker"] = broker,
            ["EDGENODE_CENTER_storage__path"] = _folder,
            ["EDGENODE_CENTER_urls"] = url,
        };
        foreach (var (setting, value) in more)
            settings[$"EDGENODE_CENTER_{setting}"] = value;
        _program = new(Programs.Centre, ["run"], settings);
    }

    public string Printed => _program.Printed;

    /// <summary>Files of its store, to search every byte.</summary>
    public string Folder => _folder;

    /// <summary>The names of the whole blobs that it holds.</summary>
    public IReadOnlyList<string> Blobs => Directory.Exists(Path.Combine(_folder, "blobs"))
        ? [.. Directory.GetFiles(Path.Combine(_folder, "blobs"), "*", SearchOption.AllDirectories).Where(file => !file.Contains("partial", StringComparison.Ordinal))]
        : [];

    /// <summary>All case records, waiting until there are at least <paramref name="atLeast"/>.</summary>
    public Task<IReadOnlyList<JsonElement>> CasesAsync(int atLeast) => Eventually.GetAsync<IReadOnlyList<JsonElement>>(
        async () =>
        {
            try
            {
                var answer = await _http.GetFromJsonAsync<JsonElement>("api/cases");
                var cases = answer.EnumerateArray().ToList();
                return cases.Count >= atLeast ? cases : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        },
        $"the centre has {atLeast} case(s)");

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
