using System.Net;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Studies that bring the program down, or take more memory than there is: a few attempts, then the case says so and the next one is analysed.</summary>
public sealed class PoisonTests(PhantomStudy phantom) : IDisposable
{
    private const int MostAttempts = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-poison").FullName;

    [Fact]
    public async Task A_study_whose_every_analysis_ends_the_program_is_given_up_and_the_next_one_is_analysed()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);

        // The kernel's out-of-memory killer, a native crash and systemd's watchdog on a hung analysis all end the program like this.
        // After the last one the case is Analysing for the moment that giving it up takes: that one is left alone.
        for (var ended = 0; ended < MostAttempts; ended++)
        {
            Assert.Equal("Analysing", await SettledAsync(box));
            await box.KillAsync();
            await box.StartAsync();
        }

        await GivenUpAsync(box, "ANALYSIS_INTERRUPTED");
        await NextIsAnalysedAsync(box);
    }

    [Fact]
    public async Task A_study_that_ended_the_program_while_its_series_were_chosen_is_given_up_too()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("intake__releasedQuietSeconds", "600"), ("intake__quietSeconds", "600"));
        await box.StartAsync();
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "poison"), 5));
        await box.HoldsAsync(SmallStudy.Slices);

        await BoxDatabase.ChangeAsync(box, $"UPDATE cases SET state = 'Complete', attempts = {MostAttempts}");

        await GivenUpAsync(box, "ANALYSIS_INTERRUPTED");
    }

    [Fact]
    public async Task An_analysis_without_memory_fails_alone_and_the_service_lives_on()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        box.Environment["DOTNET_GCHeapHardLimit"] = "0x5000000";
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);

        await GivenUpAsync(box, "ANALYSIS_FAILED");
        Assert.True(box.IsRunning);

        // With memory the next one is analysed.
        box.Environment.Remove("DOTNET_GCHeapHardLimit");
        await box.KillAsync();
        await box.StartAsync();
        await NextIsAnalysedAsync(box);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<string> SettledAsync(ApplianceUnderTest box) => Eventually.GetAsync(
        async () => await Status.NewestStateAsync(box) is { } state && state is "Analysing" or "Analysed" or "Failed" ? state : null, "the case is being analysed, or has ended");

    private static async Task GivenUpAsync(ApplianceUnderTest box, string reason)
    {
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        Assert.Equal(("Failed", reason), (row.GetProperty("state").GetString(), row.GetProperty("reason").GetProperty("code").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (row.GetProperty("priority").ValueKind, row.GetProperty("alarm").ValueKind));
        await Status.StandsAsync(box, "CASE_GIVEN_UP");
        Assert.Equal(HttpStatusCode.OK, (await box.Http.GetAsync("healthz")).StatusCode);
    }

    private async Task NextIsAnalysedAsync(ApplianceUnderTest box)
    {
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "next"), 6));
        await Eventually.TrueAsync(async () => await Status.NewestStateAsync(box) == "Analysed", "the next study is analysed");
        Assert.Contains("CASE_GIVEN_UP", await Status.TechnicalAlarmsAsync(box));
    }
}
