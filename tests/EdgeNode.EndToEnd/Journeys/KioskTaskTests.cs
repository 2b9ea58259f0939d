using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// Every task there is at the screen, by touch alone and by keys alone, in both languages, on both sizes, on the real service in a real Chromium. Each
/// screen that opens is checked by axe-core.
/// </summary>
public sealed class KioskTaskTests(AnalysedPatient patient)
{
    [Theory]
    [InlineData("zh", 1920, 1080, "touch")]
    [InlineData("zh", 1920, 1080, "keys")]
    [InlineData("zh", 1280, 800, "touch")]
    [InlineData("zh", 1280, 800, "keys")]
    [InlineData("en", 1920, 1080, "touch")]
    [InlineData("en", 1920, 1080, "keys")]
    [InlineData("en", 1280, 800, "touch")]
    [InlineData("en", 1280, 800, "keys")]
    public async Task Every_task_is_done(string language, int width, int height, string by)
    {
        await patient.BeginAsync();
        await using var screen = await KioskScreen.OpenAsync(patient.Box, null, language, width, height);
        IReadingHand hand = by == "touch" ? new TouchHand(screen.Page) : new KeyHand(screen.Page);
        await new KioskTasks(screen, hand, KioskWords.In(language), patient).AllAsync(checkScreens: by == "touch");
    }
}
