using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

public sealed class KioskTests(PhantomStudy phantom)
{
    [Fact]
    public async Task A_page_that_is_open_already_shows_the_alarm_and_the_coloured_mask_without_reload_and_turns_stale_when_the_box_dies()
    {
        // The default of 5 s is short for a browser's first start on a busy machine.
        Assertions.SetDefaultExpectTimeout(60_000);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await KioskBrowser.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        await page.GotoAsync(box.Http.BaseAddress!.ToString());
        await Assertions.Expect(page.GetByTestId("connection")).ToBeVisibleAsync();

        await page.EvaluateAsync("() => { window.sameDocument = true; }");

        await box.SendAsync(phantom.Folder);

        var patient = new LocatorAssertionsToBeVisibleOptions { Timeout = 240_000 };
        await Assertions.Expect(page.GetByTestId("alarm-banner")).ToBeVisibleAsync(patient);
        var row = page.GetByTestId("case-row").First;
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "Analysed");
        await row.ClickAsync();
        await Assertions.Expect(page.GetByTestId("node-row").First).ToBeVisibleAsync();
        await Eventually.TrueAsync(async () =>
            int.TryParse(await page.GetByTestId("viewer").GetAttributeAsync("data-mask-pixels"), out var painted) && painted > 0, "a mask is painted");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"), "the page was reloaded");
        await Picture(page, "alarm");

        await page.GetByTestId("alarm-acknowledge").ClickAsync();
        await Assertions.Expect(page.GetByTestId("alarm-banner")).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToHaveAttributeAsync("data-alarm", "Acknowledged");
        await page.Locator("[data-tab=decision]").ClickAsync();
        await page.Locator("[data-decision=NoTransfer]").ClickAsync();
        await page.Locator("[data-reason=KNOWN_DISEASE]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("decide")).ToBeDisabledAsync();
        await page.Locator("[data-own-priority=\"3\"]").ClickAsync();
        await Picture(page, "decision");
        await page.GetByTestId("decide").ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-alarm", "Decided");
        await Assertions.Expect(page.GetByTestId("decision")).ToHaveAttributeAsync("data-phase", "Decided");

        await page.GetByTestId("service-button").ClickAsync();
        await Assertions.Expect(page.GetByTestId("technical-alarm").First).ToBeVisibleAsync();
        // The box's own echo may be newer on a slow machine.
        await Assertions.Expect(page.GetByTestId("association-row").Filter(new() { HasText = "SCANNER" }).First).ToBeVisibleAsync();
        await Picture(page, "service");
        await page.Locator("[data-check=echo]").ClickAsync();
        await page.Locator("[data-check=golden]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-echo")).ToContainTextAsync("EDGENODE 127.0.0.1");
        await Assertions.Expect(page.GetByTestId("check-golden")).ToContainTextAsync("UTC");
        await Picture(page, "service");
        await page.GetByTestId("service-button").ClickAsync();
        await Assertions.Expect(page.GetByTestId("service")).ToBeHiddenAsync();

        await box.KillAsync();
        await Assertions.Expect(page.GetByTestId("stale-banner")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("node-row")).ToHaveCountAsync(0);
    }

    /// <summary>Keeps a screenshot where EDGENODE_PICTURES names a folder, for people to look at.</summary>
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("EDGENODE_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png") });
        }
    }
}
