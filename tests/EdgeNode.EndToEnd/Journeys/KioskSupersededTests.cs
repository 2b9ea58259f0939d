using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Rows of docs/hazards.md that need a study to grow: late slices on the real service, under an open page.</summary>
public sealed class KioskSupersededTests(PhantomStudy phantom) : IAsyncLifetime
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
    public async Task A_superseded_result_is_none_its_alarm_stands_and_beside_the_present_one_it_is_named_as_such()
    {
        await FirstSlicesAsync();
        await SupersededAsync();
        await ComparedAsync();
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
}
