using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// Every task there is at the screen, by touch alone and by keys alone, in both languages, on both sizes, on the real service in a real Chromium. Each
/// screen that opens is checked by axe-core.
/// </summary>
public sealed class KioskTaskTests(AnalysedPatient patient)
{
    /// <summary>Four of the eight ways: any two of language, size and hand meet in one of them.</summary>
    [Theory]
    [InlineData("zh", 1920, 1080, "touch")]
    [InlineData("zh", 1280, 800, "keys")]
    [InlineData("en", 1920, 1080, "keys")]
    [InlineData("en", 1280, 800, "touch")]
    public async Task Every_task_is_done(string language, int width, int height, string by)
    {
        await patient.BeginAsync();
        await using var screen = await KioskScreen.OpenAsync(patient.Box, null, language, width, height);
        IReadingHand hand = by == "touch" ? new TouchHand(screen.Page) : new KeyHand(screen.Page);
        await new KioskTasks(screen, hand, KioskWords.In(language), patient).AllAsync(checkScreens: by == "touch");
    }

    /// <summary>The other four: <c>make kiosk-tasks</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData("zh", 1920, 1080, "keys")]
    [InlineData("zh", 1280, 800, "touch")]
    [InlineData("en", 1920, 1080, "touch")]
    [InlineData("en", 1280, 800, "keys")]
    public Task Every_task_is_done_in_the_other_ways(string language, int width, int height, string by) => Every_task_is_done(language, width, height, by);
}
