using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// What people do at the screen, in a real Chromium on a real service with one analysed synthetic study: by touch and by keyboard, in both languages,
/// on both sizes, each screen checked by axe-core. With EDGENODE_PICTURES the screens are kept as the pictures of docs/kiosk.
/// </summary>
public sealed class KioskReadingTests(PhantomStudy phantom) : IAsyncLifetime
{
    private readonly ApplianceUnderTest _box = new("mqtt://127.0.0.1:9");
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string _case = "";

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        await _box.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await KioskBrowser.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _box.DisposeAsync();
    }

    [Fact]
    public async Task Every_task_of_a_reader_by_touch_and_keyboard_in_both_languages_and_sizes()
    {
        await using (var first = await OpenAsync("zh", 1920, 1080, ""))
        {
            await Assertions.Expect(first.Page.GetByTestId("empty-list")).ToBeVisibleAsync();
            await CheckAsync(first.Page, "first run");
            await _box.SendAsync(phantom.Folder);
            await Assertions.Expect(first.Page.GetByTestId("alarm-banner")).ToBeVisibleAsync(new() { Timeout = 240_000 });
            _case = (await first.Page.GetByTestId("case-row").First.GetAttributeAsync("data-case-id"))!;
            await CheckAsync(first.Page, "worklist", "worklist-zh");
        }

        foreach (var (language, width, height) in new[] { ("zh", 1920, 1080), ("en", 1280, 800) })
        {
            await using var screen = await OpenAsync(language, width, height, "");
            await screen.Page.GetByTestId("case-row").First.TapAsync();
            await ReadByTouchAsync(screen.Page, language);
            await ReadByKeyboardAsync(screen.Page);
        }

        await using var stale = await OpenAsync("en", 1920, 1080, $"#/case/{_case}");
        await Assertions.Expect(stale.Page.GetByTestId("node-row").First).ToBeVisibleAsync();
        await stale.Page.GetByTestId("case-row").First.WaitForAsync();
        await _box.KillAsync();
        await Assertions.Expect(stale.Page.GetByTestId("stale-banner")).ToBeVisibleAsync();
        await NothingOfAResultAsync(stale.Page);
        await CheckAsync(stale.Page, "offline", "offline-en");
        await _box.StartAsync();
        await Assertions.Expect(stale.Page.GetByTestId("node-row").First).ToBeVisibleAsync();
        await Assertions.Expect(stale.Page.GetByTestId("stale-banner")).ToHaveCountAsync(0);
    }

    private static async Task ReadByTouchAsync(IPage page, string language)
    {
        var viewer = page.GetByTestId("viewer");
        await Assertions.Expect(page.GetByTestId("node-row").First).ToBeVisibleAsync();
        await Eventually.TrueAsync(async () => await PaintedAsync(page) > 0, "a mask is painted");
        await CheckAsync(page, $"viewer {language}", language == "zh" ? "viewer-zh" : "alarm-en");

        var label = page.GetByTestId("slice-label");
        var before = await label.TextContentAsync();
        await page.GetByTestId("node-row").Last.Locator(".node").TapAsync();
        await Assertions.Expect(page.GetByTestId("node-row").Last).ToHaveClassAsync("selected");
        await page.Locator("[data-tool=masks]").TapAsync();
        await Eventually.TrueAsync(async () => await PaintedAsync(page) == 0, "masks are hidden by one touch");
        await Assertions.Expect(page.GetByTestId("mask-state")).ToContainTextAsync(language == "zh" ? "遮罩已關閉" : "MASKS OFF");
        await page.Locator("[data-tool=masks]").TapAsync();
        await page.Locator("[data-tool=window-3]").TapAsync();
        await Assertions.Expect(viewer).ToContainTextAsync("L 500 W 2500");
        await page.Locator("[data-tool=window-1]").TapAsync();
        await page.Locator("[data-tool=cine]").TapAsync();
        var at = await label.TextContentAsync();
        await Eventually.TrueAsync(async () => await label.TextContentAsync() != at, "cine runs");
        await page.Locator("[data-tool=cine]").TapAsync();
        Assert.NotNull(before);

        // A tap in the coronal picture moves the axial slice: the planes share one point.
        var coronal = page.Locator("[data-plane=coronal]");
        var box = (await coronal.BoundingBoxAsync())!;
        var slice = await label.TextContentAsync();
        await page.Touchscreen.TapAsync(box.X + (box.Width / 2), box.Y + (box.Height / 4));
        await Eventually.TrueAsync(async () => await label.TextContentAsync() != slice, "the axial slice follows");

        // A verdict is two taps from the node; nobody can sign on here, and that is said instead of recorded.
        await page.GetByTestId("node-row").First.Locator(".node").TapAsync();
        await page.GetByTestId("node-row").First.Locator("[data-verdict=Reject]").TapAsync();
        await CheckAsync(page, $"feedback {language}", language == "zh" ? "feedback-zh" : null);
        await page.Locator("[data-verdict-reason=VESSEL]").TapAsync();
        await Assertions.Expect(page.GetByTestId("act-refused").Or(page.GetByTestId("sign-on"))).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("said")).ToHaveCountAsync(0);

        await page.Locator("[data-tool=missed]").TapAsync();
        var axial = (await page.Locator("[data-plane=axial]").BoundingBoxAsync())!;
        await page.Touchscreen.TapAsync(axial.X + (axial.Width / 2), axial.Y + (axial.Height * 2 / 3));
        await Assertions.Expect(page.Locator("[data-missed-class=Positive]")).ToBeVisibleAsync();
        await page.Locator("[data-tool=missed]").TapAsync();
        await Assertions.Expect(page.GetByTestId("missed")).ToHaveCountAsync(0);

        var download = page.WaitForDownloadAsync();
        await page.Locator("[data-tool=key-image]").TapAsync();
        Assert.Matches("^edgenode-key-image-[0-9]+\\.png$", (await download).SuggestedFilename);

        await page.Locator("[data-tool=note]").TapAsync();
        await Assertions.Expect(page.GetByTestId("note")).ToContainTextAsync("Phantom");
        await CheckAsync(page, $"note {language}", $"note-{language}");
        await page.GetByTestId("note-close").TapAsync();

        await page.Locator("[data-tab=decision]").TapAsync();
        await CheckAsync(page, $"decision {language}");
        await page.Locator("[data-tab=record]").TapAsync();
        await CheckAsync(page, $"record {language}");
        await page.GetByTestId("service-button").TapAsync();
        await Assertions.Expect(page.GetByTestId("association-row").First).ToBeVisibleAsync();
        await CheckAsync(page, $"service {language}", language == "en" ? "service-en" : null);
        await page.GetByTestId("service-close").TapAsync();
    }

    private static async Task ReadByKeyboardAsync(IPage page)
    {
        var label = page.GetByTestId("slice-label");
        foreach (var key in new[] { "ArrowUp", "PageDown", "n", "p" })
        {
            var before = await label.TextContentAsync();
            await page.Keyboard.PressAsync(key);
            await Eventually.TrueAsync(async () => await label.TextContentAsync() != before, $"{key} moves");
        }

        await page.Keyboard.PressAsync("m");
        await Eventually.TrueAsync(async () => await PaintedAsync(page) == 0, "m hides the masks");
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.GetByTestId("viewer")).ToContainTextAsync("L 500 W 2500");
        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(page.Locator("[data-plane=coronal]")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("l");
        await page.GetByTestId("back").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("viewer")).ToBeHiddenAsync();
    }

    private static async Task NothingOfAResultAsync(IPage page)
    {
        await Assertions.Expect(page.GetByTestId("node-row")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("alarm-banner")).ToHaveCountAsync(0);
        await Eventually.TrueAsync(async () => await PaintedAsync(page) == 0, "no mask is painted");
        var words = await page.Locator("body").InnerTextAsync();
        foreach (var gone in new[] { "URGENT ALARM", "Extranodal", "P1", "ENE 1", " mm" })
        {
            Assert.DoesNotContain(gone, words.Replace("ENE 90", "", StringComparison.Ordinal).Replace("5 mm", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static async Task<int> PaintedAsync(IPage page) => int.Parse(
        (await page.GetByTestId("viewer").GetAttributeAsync("data-mask-pixels")) is { Length: > 0 } painted ? painted : "0", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task CheckAsync(IPage page, string what, string? picture = null)
    {
        await ScreenRules.KeptAsync(page, what);
        if (picture is not null && Environment.GetEnvironmentVariable("EDGENODE_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, picture + ".png") });
        }
    }

    private async Task<Screen> OpenAsync(string language, int width, int height, string hash)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, HasTouch = true, AcceptDownloads = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{_box.Http.BaseAddress}?lang={language}{hash}");
        await Assertions.Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-link", "live");
        return new(context, page);
    }

    private sealed record Screen(IBrowserContext Context, IPage Page) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Context.DisposeAsync();
    }
}
