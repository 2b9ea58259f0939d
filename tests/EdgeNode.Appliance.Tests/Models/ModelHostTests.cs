using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.TestData;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Models;

/// <summary>The reference bundle, as it is and with a golden case that it does not fulfil.</summary>
public sealed class ModelHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-models-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly StageBeats _beats;

    public ModelHostTests()
    {
        _beats = new(_time);
        foreach (var file in Directory.GetFiles(Path.Combine(RealData.Repository, "models/reference")))
        {
            File.WriteAllBytes(Path.Combine(_folder, Path.GetFileName(file)), File.ReadAllBytes(file));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sound_model_becomes_active_and_is_tested_again_every_day()
    {
        using var host = await StartAsync();
        var model = await host.WhenActiveAsync(TestContext.Current.CancellationToken);
        Assert.Null(host.Problem);
        Assert.Equal(("CPU", "FP32"), (model.Identity.Provider, model.Identity.Precision));
        Assert.Null(model.Identity.Options);
        var first = host.Tested!.Value;
        _time.Advance(ModelHost.TestEvery + TimeSpan.FromSeconds(1));
        Assert.Empty(_beats.Stuck());
        await Eventually.TrueAsync(() => host.Tested > first, "the golden case of the next day");
        Assert.NotNull(host.Active);
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_model_that_computes_something_else_never_becomes_active()
    {
        SpoilGolden();
        using var host = await StartAsync();
        await Eventually.TrueAsync(() => host.Problem?.Code == "MODEL_SELF_TEST_FAILED", "the failed golden case");
        Assert.Null(host.Active);
        Assert.False(host.WhenActiveAsync(CancellationToken.None).IsCompleted);
        Assert.False(await host.TestAsync(CancellationToken.None));
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_model_whose_loading_hangs_is_a_stage_that_hangs_once_the_longest_loading_is_over()
    {
        // A pipe that nobody writes to: to open it never ends, as on a dead disk or in a driver that hangs.
        var pipe = Path.Combine(_folder, "model.json");
        File.Delete(pipe);
        await ShellAsync($"mkfifo '{pipe}'");
        using var host = await StartAsync();
        await Eventually.TrueAsync(() => _beats.Patience() is not null, "the loading has begun");
        _time.Advance(ModelHost.LongestLoad);
        Assert.Empty(_beats.Stuck());
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(["model"], _beats.Stuck());

        // What comes in the end is no model: a reason that is told, and no stage that hangs.
        await ShellAsync($"echo '{{}}' > '{pipe}'");
        await Eventually.TrueAsync(() => host.Problem is { Code: not "MODEL_LOADING" } && _beats.Stuck().Count == 0, "the model is refused");
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void Labels_in_another_order_are_refused()
    {
        Change("dataset.json", json => json["labels"] = JsonNode.Parse("""{"background": 0, "positive": 1, "negative": 2, "ENE": 3}"""));
        var problem = ModelLoading.Load(new() { Model = _folder }, _time).Problem;
        Assert.Equal("MODEL_UNSUPPORTED", problem?.Code);
        Assert.Contains("Negative, Positive, Ene", problem!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tensorrt")]
    [InlineData("cuda")]
    public void A_gpu_that_is_asked_for_and_missing_stops_unless_the_cpu_is_allowed(string provider)
    {
        var options = new AnalysisOptions { Model = _folder, Provider = provider };
        var refused = ModelLoading.Load(options, _time);
        Assert.Equal("GPU_MISSING", refused.Problem?.Code);
        Assert.Contains("analysis.allowCpu", refused.Problem!.Text, StringComparison.Ordinal);

        var allowed = ModelLoading.Load(options with { AllowCpu = true }, _time).Model!;
        Assert.Equal(("CPU", "GPU_NOT_USED"), (allowed.Identity.Provider, allowed.Degraded?.Code));
        allowed.Networks.Dispose();
    }

    [Fact]
    public void Options_beyond_nnunet_are_part_of_what_computed_the_result()
    {
        var model = ModelLoading.Load(new() { Model = _folder, BodyBox = true, TileStep = 0.75 }, _time).Model!;
        Assert.Equal(["body-box", "tile-step-0.75"], model.Identity.Options!);
        model.Networks.Dispose();
    }

    [Fact]
    public void A_native_library_that_is_not_there_is_named()
    {
        var problem = ModelLoading.Load(new() { Model = _folder, NativeLibrary = "/nowhere/libonnxruntime.so" }, _time).Problem;
        Assert.Equal("NATIVE_LIBRARY_MISSING", problem?.Code);
        Assert.Contains("/nowhere/libonnxruntime.so", problem!.Text, StringComparison.Ordinal);
    }

    private async Task<ModelHost> StartAsync()
    {
        var host = new ModelHost(new() { Model = _folder }, _beats, _time, NullLogger<ModelHost>.Instance);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private static async Task ShellAsync(string line)
    {
        using var shell = Process.Start("sh", ["-c", line]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }

    private void SpoilGolden()
    {
        var path = Path.Combine(_folder, "golden.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            using var logits = zip.GetEntry("logits.f32")!.Open();
            logits.Write(BitConverter.GetBytes(1000f));
        }

        Pin("golden.zip");
    }

    private void Change(string file, Action<JsonNode> change)
    {
        var path = Path.Combine(_folder, file);
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
        if (file != "model.json")
        {
            Pin(file);
        }
    }

    private void Pin(string file) => Change("model.json", json =>
        json["files"]!.AsArray().Single(entry => (string?)entry!["file"] == file)!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, file)))));
}
