using System.Globalization;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>A touch screen with the page of one box open, in a Chromium of its own. Everything waits with a deadline that only a failure reaches.</summary>
internal sealed class KioskScreen : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private KioskScreen(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    /// <param name="box">Whose page.</param>
    /// <param name="before">What is put between page and box before the page is opened.</param>
    /// <param name="language">Of the page, <c>en</c> or <c>zh</c>.</param>
    /// <param name="width">Of the screen in pixels.</param>
    /// <param name="height">Likewise.</param>
    public static async Task<KioskScreen> OpenAsync(ApplianceUnderTest box, Func<IPage, Task>? before = null, string language = "en", int width = 1920, int height = 1080)
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await KioskBrowser.LaunchAsync(playwright);
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, HasTouch = true });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (before is not null)
        {
            await before(page);
        }

        await page.GotoAsync($"{box.Http.BaseAddress}?lang={language}");
        await Assertions.Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-link", "live");
        return new(playwright, browser, page);
    }

    public Task TapAsync(string selector) => Page.Locator(selector).First.TapAsync();

    public Task SeesAsync(string testId, string? words = null) =>
        words is null ? Assertions.Expect(Page.GetByTestId(testId).First).ToBeVisibleAsync() : Assertions.Expect(Page.GetByTestId(testId).First).ToContainTextAsync(words);

    public Task SeesNoneAsync(string testId) => Assertions.Expect(Page.GetByTestId(testId)).ToHaveCountAsync(0);

    /// <summary>Pixels of the axial picture that the mask colours.</summary>
    public Task PaintedAsync(Func<int, bool> asked, string what) => Eventually.TrueAsync(async () =>
        asked(await Page.GetByTestId("viewer").GetAttributeAsync("data-mask-pixels") is { Length: > 0 } painted ? int.Parse(painted, CultureInfo.InvariantCulture) : 0), what);

    public async Task SignOnAsync(string person, string pin)
    {
        await TapAsync($"[data-person={person}]");
        foreach (var digit in pin)
        {
            await TapAsync($"[data-digit=\"{digit}\"]");
        }

        await TapAsync("[data-testid=pin-go]");
        await SeesNoneAsync("sign-on");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
