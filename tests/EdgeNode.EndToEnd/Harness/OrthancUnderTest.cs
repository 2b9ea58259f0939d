using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>A real Orthanc that sends to the box and asks it for storage commitment. Fails where the program is missing.</summary>
internal sealed class OrthancUnderTest : IAsyncDisposable
{
    public const string AeTitle = "ORTHANC";
    private const string Box = "edgenode";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-orthanc").FullName;
    private readonly HttpClient _http;
    private readonly RunningProgram _program;

    /// <param name="boxPort">DICOM port of the box.</param>
    public OrthancUnderTest(int boxPort)
    {
        var httpPort = FreePort.Next();
        _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}/") };
        var configuration = Path.Combine(_folder, "orthanc.json");
        File.WriteAllText(configuration, $$"""
            {
              "StorageDirectory": "{{_folder}}/store", "IndexDirectory": "{{_folder}}/store",
              "HttpPort": {{httpPort}}, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
              "DicomAet": "{{AeTitle}}", "DicomPort": {{DicomPort}}, "Plugins": [],
              "DicomModalities": { "{{Box}}": { "AET": "EDGENODE", "Host": "127.0.0.1", "Port": {{boxPort}}, "AllowStorageCommitment": true } }
            }
            """);
        _program = new("Orthanc", [configuration]);
    }

    public int DicomPort { get; } = FreePort.Next();

    public Task StartedAsync() => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                return (await _http.GetAsync("system")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return _program.HasExited ? throw new InvalidOperationException($"Orthanc ended:\n{_program.Printed}") : false;
            }
        },
        "Orthanc answers",
        60);

    /// <summary>Uploads files and sends them to the box; how many the box did not take.</summary>
    public async Task<int> SendAsync(IEnumerable<string> files)
    {
        var ids = new List<string>();
        foreach (var file in files)
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            var uploaded = await (await _http.PostAsync("instances", content)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            ids.Add(uploaded.GetProperty("ID").GetString()!);
        }

        var sent = await _http.PostAsJsonAsync($"modalities/{Box}/store", new { Resources = ids, Synchronous = true }, JsonSerializerOptions.Default);
        var outcome = await sent.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return outcome.GetProperty("FailedInstancesCount").GetInt32();
    }

    /// <summary>Asks the box to commit to instances; where Orthanc keeps the outcome.</summary>
    public async Task<string> AskForCommitmentAsync(params (string SopClass, string SopInstance)[] instances)
    {
        var asked = await _http.PostAsJsonAsync($"modalities/{Box}/storage-commitment", new { DicomInstances = instances.Select(instance => new { SOPClassUID = instance.SopClass, SOPInstanceUID = instance.SopInstance }) }, JsonSerializerOptions.Default);
        return (await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Path").GetString()!;
    }

    /// <summary>What Orthanc has been told, once it has been told anything: Status, Success and Failures.</summary>
    public async Task<JsonElement> CommitmentAsync(string path) => JsonDocument.Parse(await Eventually.GetAsync(
        async () => await _http.GetFromJsonAsync<JsonElement>(path) is var outcome && outcome.GetProperty("Status").GetString() == "Pending" ? null : outcome.GetRawText(),
        "the report has come",
        60)).RootElement;

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
