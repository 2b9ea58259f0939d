using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>One or two fingers on the glass; no keyboard is there.</summary>
internal sealed class TouchHand(IPage page) : IReadingHand
{
    private const double StepSeconds = 0.2;

    public Task PressAsync(string selector) => page.Locator(selector).First.TapAsync();

    public Task UseAsync(string key, string selector) => PressAsync(selector);

    public async Task TypePinAsync(string pin)
    {
        foreach (var digit in pin)
        {
            await PressAsync($"[data-digit=\"{digit}\"]");
        }

        await PressAsync("[data-testid=pin-go]");
    }

    public async Task DrawAsync()
    {
        var (x, y) = await AtAsync("axial", 0.75f, 0.75f);
        await DragAsync([new(x, y)], [new(x + 60, y + 60)]);
    }

    public async Task EnlargeAsync()
    {
        var (x, y) = await AtAsync("axial", 0.5f, 0.5f);
        await DragAsync([new(x - 40, y), new(x + 40, y)], [new(x - 120, y), new(x + 120, y)]);
    }

    public async Task StretchCallipersAsync()
    {
        var handles = await CalliperHandles.OfAsync(page, page.Locator("[data-testid=node-row].selected"));
        var (x, y) = handles.Beyond(24);
        await DragAsync([new(handles.X, handles.Y)], [new(x, y)]);
    }

    public async Task DrawMissedAsync()
    {
        await PressAsync("[data-tool=missed]");
        var (x, y) = await AtAsync("axial", 0.5f, 0.4f);
        await page.Touchscreen.TapAsync(x, y);
        await Assertions.Expect(page.Locator("[data-missed-class=Positive]")).ToBeVisibleAsync();
        // The first handle is the right one.
        var (right, middle) = (await AxialHandles.OfAsync(page, "data-ellipse"))[0];
        await DragAsync([new(right, middle)], [new(right + 20, middle)]);
    }

    public async Task MoveEarlierAsync()
    {
        var (x, y) = await AtAsync("prior", 0.5f, 0.5f);
        await DragAsync([new(x, y)], [new(x, y - 40)]);
    }

    private async Task<(float X, float Y)> AtAsync(string plane, float across, float down)
    {
        var box = (await page.Locator($"[data-plane={plane}]").BoundingBoxAsync())!;
        return (box.X + (box.Width * across), box.Y + (box.Height * down));
    }

    /// <summary>
    /// Real touches (Chromium's Input.dispatchTouchEvent), moved in steps by a slow finger: after a fast one Chromium takes the next tap for the end of a fling.
    /// </summary>
    private async Task DragAsync(Finger[] from, Finger[] to)
    {
        const int steps = 6;
        var browser = await page.Context.NewCDPSessionAsync(page);
        var at = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - (StepSeconds * (steps + 3));
        await TouchAsync("touchStart", from);
        for (var step = 1; step <= steps; step++)
        {
            var share = (float)step / steps;
            await TouchAsync("touchMove", [.. from.Zip(to, (a, b) => new Finger(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share)))]);
        }

        await TouchAsync("touchEnd", []);
        await browser.DetachAsync();

        Task TouchAsync(string type, Finger[] fingers) => browser.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["timestamp"] = at += StepSeconds,
            ["touchPoints"] = fingers.Select((finger, id) => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = id }).ToArray(),
        });
    }

    private readonly record struct Finger(float X, float Y);
}
