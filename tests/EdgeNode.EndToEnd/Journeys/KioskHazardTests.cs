using EdgeNode.EndToEnd.Harness;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// Rows of docs/hazards.md on the real service and page: what lies between them is killed, held back, cut short, exchanged or falsified, and the screen is
/// asked what it says. Late slices are <see cref="KioskSupersededTests"/>, left and right <see cref="KioskLateralityTests"/>.
/// </summary>
public sealed class KioskHazardTests(AnalysedPatient patient) : IAsyncLifetime
{
    private readonly TamperedHub _hub = new();
    private KioskScreen _screen = null!;

    private IPage Page => _screen.Page;

    private ILocator Row => Page.Locator($"li[data-case-id=\"{patient.Present}\"]");

    public async ValueTask InitializeAsync()
    {
        await patient.BeginAsync();
        _screen = await KioskScreen.OpenAsync(patient.Box, _hub.BetweenAsync);
        await _screen.SeesAsync("alarm-banner");
    }

    public ValueTask DisposeAsync() => _screen.DisposeAsync();

    [Fact]
    public async Task A_state_that_the_page_does_not_know_is_an_error_and_no_result()
    {
        await _hub.WithAsync(message => message.Replace("\"state\":\"Analysed\"", "\"state\":\"Dreaming\"", StringComparison.Ordinal));
        await _screen.SeesAsync("fault-banner", "Dreaming");
        Assert.DoesNotContain("not a normal report", await Page.GetByTestId("worklist").InnerTextAsync(), StringComparison.Ordinal);
        await _hub.WithAsync(null);
        await _screen.SeesNoneAsync("fault-banner");
    }

    [Fact]
    public async Task A_case_that_cannot_be_analysed_says_so_and_has_no_priority()
    {
        await patient.SendUnsuitableAsync();
        var refused = Page.Locator("[data-testid=case-row][data-state=Unsuitable]");
        await Assertions.Expect(refused).ToContainTextAsync("NOT ANALYSED — unsuitable series");
        await Assertions.Expect(refused).ToContainTextAsync("The images must be read without this box.");
        await Assertions.Expect(refused).ToHaveAttributeAsync("data-priority", "");
        await refused.Locator("button").TapAsync();
        await Assertions.Expect(Page.GetByTestId("findings")).ToContainTextAsync("Not analysed: no findings exist for this case.");
        await _screen.SeesAsync("mask-state", "no mask: not analysed");
        Assert.DoesNotContain("not a normal report", await refused.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task P4_is_not_read_as_a_normal_report()
    {
        await _hub.WithAsync(message => System.Text.RegularExpressions.Regex.Replace(message, "\"priority\":[123],\"reasonCodes\":\\[[^]]*\\]", "\"priority\":4,\"reasonCodes\":[\"NO_ALARM_CRITERIA\"]"));
        await Assertions.Expect(Row).ToHaveAttributeAsync("data-priority", "4");
        await Assertions.Expect(Row).ToContainTextAsync("no alarm criteria met — not a normal report");
        await _screen.SeesAsync("alarm-banner");
    }

    [Fact]
    public async Task A_killed_service_leaves_no_word_of_a_result()
    {
        await OpenAsync();
        await _screen.SeesAsync("node-row");
        await patient.Box.KillAsync();
        await _screen.SeesAsync("stale-banner", "Results and alarms are hidden");
        await NothingOfAResultAsync();
        await patient.Box.StartAsync();
        await _screen.SeesNoneAsync("stale-banner");
        await _screen.SeesAsync("node-row");
        await _screen.SeesAsync("alarm-banner");
    }

    [Fact]
    public async Task A_line_that_is_open_and_silent_is_as_good_as_none()
    {
        await OpenAsync();
        await _screen.SeesAsync("node-row");
        _hub.Silent = true;
        await _screen.SeesAsync("stale-banner");
        await NothingOfAResultAsync();
        _hub.Silent = false;
        await _screen.SeesNoneAsync("stale-banner");
        await _screen.SeesAsync("alarm-banner");
    }

    [Fact]
    public async Task A_screen_whose_clock_is_wrong_tells_ages_by_the_clock_of_the_box()
    {
        var before = await Row.Locator(".when b").TextContentAsync();
        await using var ahead = await KioskScreen.OpenAsync(patient.Box, page => page.AddInitScriptAsync("{ const now = Date.now; Date.now = () => now() + 50 * 3600_000; }"));
        await Assertions.Expect(ahead.Page.Locator($"li[data-case-id=\"{patient.Present}\"] .when b")).Not.ToContainTextAsync("d");
        Assert.DoesNotContain("d", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_of_the_box_that_is_wrong_is_said_across_the_screen()
    {
        await _hub.WithAsync(message => message.Contains("\"Health\"", StringComparison.Ordinal)
            ? message.Replace("\"problems\":[", "\"problems\":[{\"code\":\"CLOCK_WRONG\",\"text\":\"Set the clock.\"},", StringComparison.Ordinal).Replace("},]", "}]", StringComparison.Ordinal)
            : message);
        await Assertions.Expect(Page.GetByTestId("technical-band")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("header [data-code=CLOCK_WRONG]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_model_the_screen_says_that_nothing_is_analysed()
    {
        await _hub.WithAsync(message => message.Contains("\"Health\"", StringComparison.Ordinal)
            ? System.Text.RegularExpressions.Regex.Replace(message, "\"model\":\\{[^}]*\\}", "\"model\":null").Replace("\"ready\":true", "\"ready\":false", StringComparison.Ordinal)
            : message);
        await Assertions.Expect(Page.Locator("header")).ToContainTextAsync("NO MODEL LOADED: nothing is analysed");
        await Assertions.Expect(Page.Locator("header")).ToContainTextAsync("Box has a problem");
        await _hub.WithAsync(null);
        await Assertions.Expect(Page.Locator("header")).Not.ToContainTextAsync("NO MODEL LOADED");
    }

    [Fact]
    public async Task Of_a_half_loaded_volume_only_what_has_come_is_shown()
    {
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
        await OpenAsync();
        await _screen.SeesAsync("volume-loading", "loading 1/40 slices");
        await _screen.PaintedAsync(painted => painted > 0, "the slice that came has its mask");
        await Page.Keyboard.PressAsync("PageUp");
        await _screen.PaintedAsync(painted => painted == 0, "a slice that has not come has no mask and no measurement");
        let.SetResult();
        await _screen.SeesNoneAsync("volume-loading");
        await Page.UnrouteAllAsync();
    }

    public static TheoryData<string, string> OthersMasks => new()
    {
        { "a byte short", "size does not fit the series" },
        { "empty", "does not fit the node list" },
        { "of a series of the same size", "does not fit the node list" },
        { "of another revision", "belongs to another revision" },
        { "with an unknown label", "unknown labels" },
    };

    [Theory]
    [MemberData(nameof(OthersMasks))]
    public async Task A_mask_that_does_not_belong_to_the_series_is_refused(string mask, string said)
    {
        await Page.RouteAsync("**/mask", async route =>
        {
            var answer = await route.FetchAsync();
            var headers = answer.Headers.Where(header => header.Key is "x-revision" or "x-geometry" or "content-type").ToDictionary();
            var labels = await answer.BodyAsync();
            if (mask == "of another revision")
            {
                headers["x-revision"] = "7";
            }

            await route.FulfillAsync(new()
            {
                Headers = headers,
                BodyBytes = mask switch
                {
                    "a byte short" => labels[1..],
                    "empty" => [.. labels.Select(_ => (byte)0)],
                    // The same slices from below to above.
                    "of a series of the same size" => [.. labels.Chunk(512 * 512).Reverse().SelectMany(slice => slice)],
                    "with an unknown label" => [.. labels[..^1], 4],
                    _ => labels,
                },
            });
        });
        await OpenAsync();
        await _screen.SeesAsync("mask-state", $"MASK NOT SHOWN: {said}");
        await _screen.PaintedAsync(painted => painted == 0, "no mask is painted");
    }

    [Fact]
    public async Task Images_of_another_series_are_refused()
    {
        await Page.RouteAsync("**/volume", async route =>
        {
            var answer = await route.FetchAsync();
            var headers = new Dictionary<string, string>(answer.Headers) { ["x-geometry"] = System.Text.RegularExpressions.Regex.Replace(answer.Headers["x-geometry"], "\"originMm\":\\[-?", "\"originMm\":[1") };
            await route.FulfillAsync(new() { Response = answer, Headers = headers });
        });
        await OpenAsync();
        await Assertions.Expect(Page.GetByTestId("viewer")).ToContainTextAsync("IMAGES CANNOT BE LOADED: the volume lies on another grid");
        await _screen.PaintedAsync(painted => painted == 0, "no mask is painted");
    }

    [Fact]
    public async Task A_result_of_another_case_is_refused()
    {
        await Page.RouteAsync("**/api/cases/*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"caseId\":\"", "\"caseId\":\"0", StringComparison.Ordinal) });
        });
        await OpenAsync();
        await Assertions.Expect(Page.GetByTestId("findings")).ToContainTextAsync("result belongs to another case");
        await _screen.SeesNoneAsync("node-row");
        await Page.UnrouteAllAsync();
    }

    [Fact]
    public async Task Whose_result_it_is_stands_at_the_alarm_in_the_list_over_the_pictures_and_with_the_findings()
    {
        await OpenAsync();
        await _screen.SeesAsync("node-row");
        foreach (var place in new[] { Page.GetByTestId("alarm-banner"), Row, Page.Locator(".corner.identity"), Page.GetByTestId("findings") })
        {
            await Assertions.Expect(place).ToContainTextAsync(PhantomStudy.PatientName);
            await Assertions.Expect(place).ToContainTextAsync(PhantomStudy.PatientId);
            await Assertions.Expect(place).ToContainTextAsync("Study 20");
        }
    }

    private Task OpenAsync() => Row.Locator("button").TapAsync();

    private async Task NothingOfAResultAsync()
    {
        await _screen.SeesNoneAsync("node-row");
        await _screen.SeesNoneAsync("alarm-banner");
        await _screen.PaintedAsync(painted => painted == 0, "no mask is painted");
        var words = await Page.Locator("main").InnerTextAsync();
        foreach (var gone in new[] { "ALARM", "Extranodal", "P1", "P2", "ENE", " mm", "normal" })
        {
            Assert.DoesNotContain(gone, words, StringComparison.Ordinal);
        }
    }
}
