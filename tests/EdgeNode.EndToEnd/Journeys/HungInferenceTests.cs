using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Inference that never comes back, as on a GPU whose driver hangs, under what systemd does with a service that falls silent.</summary>
public sealed class HungInferenceTests : IDisposable
{
    private const int MostAttempts = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-hung").FullName;

    [Fact]
    public async Task The_service_falls_silent_and_is_restarted_and_after_three_attempts_the_case_fails_loudly_and_the_next_is_analysed()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("analysis__provider", "cpu"), ("analysis__stepMinutes", "0.15"));
        var runtime = await HangingRuntime.BuildOrSkipAsync(box);
        await using var systemd = new Systemd(box, TimeSpan.FromSeconds(6));
        await box.StartAsync();
        await Eventually.TrueAsync(() => systemd.Signs > 3, "a box at rest gives signs of life");

        runtime.Hang();
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "hangs"), 5));
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // The rest of the box goes on meanwhile, and says what is wrong with it.
            await Eventually.TrueAsync(async () => (await box.Http.GetStringAsync("api/status")).Contains("STAGE_STUCK", StringComparison.Ordinal), "the box says that a stage is stuck");
            Assert.Equal("Analysing", await Status.NewestStateAsync(box));
            await systemd.RestartsAsync();
        }

        var row = (await box.EndedCaseAsync()).GetProperty("row");
        Assert.Equal(("Failed", "ANALYSIS_INTERRUPTED"), (row.GetProperty("state").GetString(), row.GetProperty("reason").GetProperty("code").GetString()));
        await Status.StandsAsync(box, "CASE_GIVEN_UP");

        // No loop of restarts: the same process lives on, and with a runtime that answers the next study is analysed.
        var (process, signs) = (box.ProcessId, systemd.Signs);
        runtime.Mend();
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "next"), 6));
        await Eventually.TrueAsync(async () => await Status.NewestStateAsync(box) == "Analysed", "the next study is analysed");
        await Eventually.TrueAsync(() => systemd.Signs > signs + 3, "signs of life go on");
        Assert.Equal((process, true), (box.ProcessId, box.IsRunning));
        Assert.Contains("CASE_GIVEN_UP", await Status.TechnicalAlarmsAsync(box));
        TestContext.Current.SendDiagnosticMessage($"{row}\n{await box.Http.GetStringAsync("api/status")}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
