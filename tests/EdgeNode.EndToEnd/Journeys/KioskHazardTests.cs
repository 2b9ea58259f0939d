using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// Rows of docs/hazards.md on the real service and page: what lies between them is delayed, cut short, exchanged or falsified, the study is
/// superseded, and the screen is asked what it says.
/// </summary>
public sealed class KioskHazardTests(PhantomStudy phantom) : IAsyncLifetime
{
    private readonly ApplianceUnderTest _box = new("mqtt://127.0.0.1:9");
    private readonly string _late = Directory.CreateTempSubdirectory("edgenode-late").FullName;
    private readonly TamperedHub _hub = new();
    private KioskScreen _screen = null!;

    private IPage Page => _screen.Page;

    public async ValueTask InitializeAsync()
    {
        await _box.StartAsync();
        _screen = await KioskScreen.OpenAsync(_box, _hub.BetweenAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _screen.DisposeAsync();
        await _box.DisposeAsync();
        Directory.Delete(_late, recursive: true);
    }

    [Fact]
    public async Task What_is_late_false_superseded_or_anothers_is_never_shown_as_a_result()
    {
        await FirstSlicesAsync();
        await UnknownStateAsync();
        await SilenceAsync();
        await ModelGoneAsync();
        await HalfLoadedAsync();
        await MaskOfAnotherAsync();
        await CaseOfAnotherAsync();
        await SupersededAsync();
        await ComparedAsync();
        await WordsOfP4Async();
    }

    /// <summary>All but the last four slices: enough for a result.</summary>
    private async Task FirstSlicesAsync()
    {
        var files = Directory.GetFiles(phantom.Folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var first = Directory.CreateDirectory(Path.Combine(_late, "first")).FullName;
        var rest = Directory.CreateDirectory(Path.Combine(_late, "rest")).FullName;
        for (var i = 0; i < files.Count; i++)
        {
            File.Copy(files[i], Path.Combine(i < files.Count - 4 ? first : rest, $"{i:0000}.dcm"));
        }

        await _box.SendAsync(first);
        await Assertions.Expect(Page.GetByTestId("alarm-banner")).ToBeVisibleAsync(new() { Timeout = 240_000 });
    }

    private async Task UnknownStateAsync()
    {
        await _hub.WithAsync(message => message.Replace("\"state\":\"Analysed\"", "\"state\":\"Dreaming\"", StringComparison.Ordinal));
        await _screen.SeesAsync("fault-banner", "Dreaming");
        Assert.DoesNotContain("not a normal report", await Page.GetByTestId("worklist").InnerTextAsync(), StringComparison.Ordinal);
        await _hub.WithAsync(null);
        await _screen.SeesNoneAsync("fault-banner");
    }

    /// <summary>The line stays open and says nothing.</summary>
    private async Task SilenceAsync()
    {
        await Page.GetByTestId("case-row").First.TapAsync();
        await _screen.SeesAsync("node-row");
        _hub.Silent = true;
        await _screen.SeesAsync("stale-banner");
        await _screen.SeesNoneAsync("node-row");
        await _screen.SeesNoneAsync("alarm-banner");
        await _screen.PaintedAsync(painted => painted == 0, "no mask is painted");
        _hub.Silent = false;
        await _screen.SeesNoneAsync("stale-banner");
        await _screen.SeesAsync("alarm-banner");
    }

    private async Task ModelGoneAsync()
    {
        await _hub.WithAsync(message => message.Contains("\"Health\"", StringComparison.Ordinal)
            ? System.Text.RegularExpressions.Regex.Replace(message, "\"model\":\\{[^}]*\\}", "\"model\":null").Replace("\"ready\":true", "\"ready\":false", StringComparison.Ordinal)
            : message);
        await Assertions.Expect(Page.Locator("header")).ToContainTextAsync("NO MODEL LOADED: nothing is analysed");
        await Assertions.Expect(Page.Locator("header")).ToContainTextAsync("Box has a problem");
        await _hub.WithAsync(null);
        await Assertions.Expect(Page.Locator("header")).Not.ToContainTextAsync("NO MODEL LOADED");
    }

    /// <summary>Only the slice that is looked at comes; the others wait.</summary>
    private async Task HalfLoadedAsync()
    {
        await _screen.TapAsync("[data-testid=back]");
        var let = new TaskCompletionSource();
        await Page.RouteAsync("**/volume", async route =>
        {
            var ends = route.Request.Headers["range"]["bytes=".Length..].Split('-').Select(end => long.Parse(end, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            if (ends[1] - ends[0] >= 512 * 512 * 2)
            {
                await let.Task;
            }

            await route.ContinueAsync();
        });
        await Page.GetByTestId("case-row").First.TapAsync();
        await _screen.SeesAsync("volume-loading", "loading 1/56 slices");
        await _screen.PaintedAsync(painted => painted > 0, "the slice that came has its mask");
        await Page.Keyboard.PressAsync("PageUp");
        await _screen.PaintedAsync(painted => painted == 0, "a slice that has not come has no mask and no measurement");
        let.SetResult();
        await _screen.SeesNoneAsync("volume-loading");
        await Page.UnrouteAllAsync();
    }

    /// <summary>A byte short, or of another revision.</summary>
    private async Task MaskOfAnotherAsync()
    {
        foreach (var (change, said) in new (Func<byte[], Dictionary<string, string>, byte[]>, string)[]
        {
            ((labels, _) => labels[1..], "size does not fit the series"),
            ((labels, _) => [.. labels.Select(_ => (byte)0)], "does not fit the node list"),
            ((labels, headers) => (headers["x-revision"] = "7") == "7" ? labels : [], "belongs to another revision"),
        })
        {
            await _screen.TapAsync("[data-testid=back]");
            await Page.RouteAsync("**/mask", async route =>
            {
                var answer = await route.FetchAsync();
                var headers = answer.Headers.Where(header => header.Key is "x-revision" or "x-geometry" or "content-type").ToDictionary();
                var labels = change(await answer.BodyAsync(), headers);
                await route.FulfillAsync(new() { Headers = headers, BodyBytes = labels });
            });
            await Page.GetByTestId("case-row").First.TapAsync();
            await _screen.SeesAsync("mask-state", $"MASK NOT SHOWN: {said}");
            await _screen.PaintedAsync(painted => painted == 0, "no mask is painted");
            await Page.UnrouteAllAsync();
        }
    }

    private async Task CaseOfAnotherAsync()
    {
        await _screen.TapAsync("[data-testid=back]");
        await Page.RouteAsync("**/api/cases/*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"caseId\":\"", "\"caseId\":\"0", StringComparison.Ordinal) });
        });
        await Page.GetByTestId("case-row").First.TapAsync();
        await Assertions.Expect(Page.GetByTestId("findings")).ToContainTextAsync("result belongs to another case");
        await _screen.SeesNoneAsync("node-row");
        await Page.UnrouteAllAsync();
        await _screen.TapAsync("[data-testid=back]");
    }

    /// <summary>Late slices: the first result is none any more, its alarm stands.</summary>
    private async Task SupersededAsync()
    {
        await Page.GetByTestId("case-row").First.TapAsync();
        await _screen.SeesAsync("node-row");
        await _box.SendAsync(Path.Combine(_late, "rest"));
        await Assertions.Expect(Page.GetByTestId("findings")).ToContainTextAsync("no findings exist for this case");
        await _screen.SeesNoneAsync("node-row");
        await _screen.SeesAsync("alarm-banner", "Raised for revision 1. Revision 2 is not analysed; the alarm stands.");
        await Assertions.Expect(Page.GetByTestId("node-row").First).ToBeVisibleAsync(new() { Timeout = 240_000 });
        await _screen.TapAsync("[data-tab=record]");
        await _screen.SeesAsync("record", "superseded");
        await _screen.TapAsync("[data-tab=findings]");
    }

    /// <summary>The earlier revision beside the present one, named as such; one of another name is refused.</summary>
    private async Task ComparedAsync()
    {
        await _screen.TapAsync("[data-tool=compare]");
        await _screen.TapAsync("[data-prior]");
        await _screen.SeesAsync("prior", "EARLIER — NOT THE PRESENT RESULT");
        await _screen.SeesAsync("prior", "this study, revision 1, superseded");
        await _screen.SeesAsync("prior", "Phantom");
        await Assertions.Expect(Page.Locator("[data-plane=prior]")).ToBeVisibleAsync();
        await Eventually.TrueAsync(async () => await Page.GetByTestId("prior").GetAttributeAsync("data-slice") is { Length: > 0 }, "the earlier slice is there");
        var before = await Page.GetByTestId("prior").GetAttributeAsync("data-slice");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Eventually.TrueAsync(async () => await Page.GetByTestId("prior").GetAttributeAsync("data-slice") != before, "both pictures scroll as one");
        _hub.Silent = true;
        await _screen.SeesNoneAsync("prior");
        _hub.Silent = false;
        await _screen.SeesNoneAsync("stale-banner");
        await _screen.TapAsync("[data-tool=compare]");
        await Page.RouteAsync("**/priors", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"patientName\":\"", "\"patientName\":\"Other^", StringComparison.Ordinal) });
        });
        await _screen.TapAsync("[data-tool=compare]");
        await _screen.SeesAsync("priors", "The earlier result cannot be loaded.");
        await Page.UnrouteAllAsync();
        await _screen.TapAsync("[data-testid=priors-close]");
    }

    private async Task WordsOfP4Async()
    {
        await _hub.WithAsync(message => System.Text.RegularExpressions.Regex.Replace(message, "\"priority\":[123],\"reasonCodes\":\\[[^]]*\\]", "\"priority\":4,\"reasonCodes\":[\"NO_ALARM_CRITERIA\"]"));
        await Assertions.Expect(Page.GetByTestId("case-row").First).ToHaveAttributeAsync("data-priority", "4");
        await Assertions.Expect(Page.GetByTestId("case-row").First).ToContainTextAsync("no alarm criteria met — not a normal report");
        await _screen.SeesAsync("alarm-banner");
    }
}
