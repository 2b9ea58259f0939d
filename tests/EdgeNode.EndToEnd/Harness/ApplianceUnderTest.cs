using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.TestData;

using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>One appliance with a data folder and ports of its own, started and killed as a real process.</summary>
internal sealed class ApplianceUnderTest : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private RunningProgram? _program;
    private string _printedBefore = "";

    /// <param name="broker">Where reports go.</param>
    /// <param name="more">Further settings, such as <c>dicom__tls__port</c>.</param>
    public ApplianceUnderTest(string broker, params IEnumerable<(string Setting, string Value)> more)
    {
        Folder = Directory.CreateTempSubdirectory("edgenode-e2e").FullName;
        DicomPort = FreePort.Next();
        KioskPort = FreePort.Next();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{KioskPort}/") };
        _settings = new()
        {
            ["EDGENODE_dicom__port"] = $"{DicomPort}",
            ["EDGENODE_dicom__address"] = "127.0.0.1",
            ["EDGENODE_kiosk__urls"] = $"http://127.0.0.1:{KioskPort}/",
            ["EDGENODE_storage__path"] = Data,
            ["EDGENODE_storage__minimumFreeFraction"] = "0",
            ["EDGENODE_storage__reserveMiB"] = "0",
            ["EDGENODE_analysis__model"] = Path.Combine(RealData.Repository, "models", "reference"),
            ["EDGENODE_intake__releasedQuietSeconds"] = "0.5",
            ["EDGENODE_sync__broker"] = broker,
            ["EDGENODE_sync__node"] = "box-under-test",
        };
        foreach (var (setting, value) in more)
        {
            _settings[$"EDGENODE_{setting}"] = value;
        }
    }

    public string Folder { get; }

    /// <summary>What the program is started with; changes count from the next start.</summary>
    public IDictionary<string, string> Environment => _settings;

    public bool IsRunning => _program is { HasExited: false };

    public int ProcessId => _program!.Id;

    public string Data => Path.Combine(Folder, "data");

    public int DicomPort { get; }

    public int KioskPort { get; }

    public HttpClient Http { get; }

    /// <summary>A configuration file with its data folder, for commands beside the service.</summary>
    public string Config => Path.Combine(Folder, "beside.json");

    /// <summary>Everything it has printed since it was first started.</summary>
    public string Printed => _printedBefore + _program?.Printed;

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        await LaunchAsync();
        await Eventually.TrueAsync(async () => !Ended() && await AnswersAsync(), "the appliance is ready", 180);
    }

    /// <summary>Starts it and does not wait.</summary>
    public async Task LaunchAsync()
    {
        var config = Path.Combine(Folder, "appliance.json");
        await File.WriteAllTextAsync(config, "{}");
        await File.WriteAllTextAsync(Config, """{ "storage": { "path": "data" } }""");
        _program = new(Programs.EdgeNode, ["run", "--config", config], _settings);
    }

    /// <summary>kill -9; nothing where it does not run.</summary>
    public async Task KillAsync()
    {
        if (_program is null)
        {
            return;
        }

        await _program.KillAsync();
        _printedBefore = Printed;
        _program = null;
    }

    /// <summary>Ends it in good order: its exit status.</summary>
    public async Task<int> StopAsync()
    {
        var status = await _program!.StopAsync();
        _printedBefore = Printed;
        await _program.DisposeAsync();
        _program = null;
        return status;
    }

    /// <summary>The study goes in with dcmtk's storescu, as a scanner would send it.</summary>
    public async Task SendAsync(string folder, params string[] options) => (await Tool.RunAsync(
        "storescu", ["--aetitle", "SCANNER", "--call", "EDGENODE", .. options, "--scan-directories", "--recurse", "--scan-pattern", "*.dcm", "127.0.0.1", $"{DicomPort}", folder])).MustSucceed();

    /// <summary>Instances the box answers for.</summary>
    public async Task<int> InstancesAsync() => int.Parse(
        (await Http.GetStringAsync("metrics")).Split('\n').Single(line => line.StartsWith("edgenode_instances ", StringComparison.Ordinal)).Split(' ')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Rows follow their instances a moment later.</summary>
    public Task HoldsAsync(int instances) => Eventually.TrueAsync(async () => await InstancesAsync() == instances, $"{instances} instances have their rows");

    public Task<JsonElement> WorklistAsync() => Http.GetFromJsonAsync<JsonElement>("api/cases");

    /// <summary>The one case once it has reached a state that it does not leave by itself.</summary>
    public async Task<JsonElement> EndedCaseAsync(double seconds = 240)
    {
        var id = await Eventually.GetAsync(async () => EndedId(await WorklistAsync()), "a case is analysed, unsuitable or failed", seconds);
        return await Http.GetFromJsonAsync<JsonElement>($"api/cases/{id}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string? EndedId(JsonElement worklist) => worklist.GetProperty("cases").EnumerateArray()
        .Where(row => row.GetProperty("state").GetString() is "Analysed" or "Unsuitable" or "Failed")
        .Select(row => row.GetProperty("id").GetString())
        .FirstOrDefault();

    private bool Ended() => _program!.HasExited ? throw new InvalidOperationException($"The appliance ended:\n{Printed}") : false;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("healthz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
