using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Keys alone: what has none of its own is reached with Tab, as somebody would who cannot touch the screen.</summary>
internal sealed class KeyHand(IPage page) : IReadingHand
{
    private const int MostTabs = 150;

    public async Task PressAsync(string selector)
    {
        await Assertions.Expect(page.Locator(selector).First).ToBeVisibleAsync();
        for (var tabs = 0; !await HasFocusAsync(selector); tabs++)
        {
            Assert.True(tabs < MostTabs, $"Tab does not lead to {selector}");
            await page.Keyboard.PressAsync("Tab");
        }

        // Whoever presses it must see where the focus is.
        Assert.True(await page.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"), $"the focus on {selector} is not seen");
        await page.Keyboard.PressAsync("Enter");
    }

    public Task UseAsync(string key, string selector) => page.Keyboard.PressAsync(key);

    public async Task TypePinAsync(string pin)
    {
        await page.Keyboard.TypeAsync(pin);
        await page.Keyboard.PressAsync("Enter");
    }

    public async Task DrawAsync()
    {
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
    }

    public Task EnlargeAsync() => page.Keyboard.PressAsync("+");

    public async Task StretchCallipersAsync()
    {
        await page.Keyboard.PressAsync("k");
        for (var step = 0; step < 8; step++)
        {
            await DrawAsync();
        }
    }

    public async Task DrawMissedAsync()
    {
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync(".");
        await page.Keyboard.PressAsync("Shift+<");
    }

    public Task MoveEarlierAsync() => page.Keyboard.PressAsync("Shift+PageUp");

    private Task<bool> HasFocusAsync(string selector) => page.EvaluateAsync<bool>("(selector) => document.activeElement === document.querySelector(selector)", selector);
}
