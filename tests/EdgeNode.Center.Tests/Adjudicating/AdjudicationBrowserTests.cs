using System.Globalization;
using EdgeNode.Center.Access;
using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Tests.Watching;
using EdgeNode.Contracts.Results;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.Center.Tests.Adjudicating;

/// <summary>The page for adjudication in a real Chromium: from the work list to a crop with its mask to a decision.</summary>
public sealed class AdjudicationBrowserTests : ServedCentre
{
    [Fact]
    public async Task A_person_opens_a_case_of_the_work_list_sees_crop_and_mask_and_ticks_its_nodes_off()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1600, Height = 900 } });
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync($"http://127.0.0.1:{Port}/");
        await page.FillAsync("[name=token]", TokenOf(Role.Adjudicate));
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
        var troubles = new List<string>();
        page.PageError += (_, error) => troubles.Add(error);
        page.Console += (_, line) => troubles.AddRange(line.Type == "error" ? [line.Text] : []);
        page.RequestFailed += (_, request) => troubles.Add($"{request.Method} {request.Url} {request.Failure}");
        await page.GotoAsync($"http://127.0.0.1:{Port}/worklist");
        await page.ClickAsync("a[href^=\"/adjudicate/\"]");

        await Assertions.Expect(page.GetByTestId("waiting")).ToHaveTextAsync("2 of 3 nodes wait for a decision.");
        await Assertions.Expect(page.GetByTestId("viewer")).ToHaveAttributeAsync("data-loaded", "48/48");
        await PaintedAsync(page, painted => painted > 20);

        // The viewer opens at the ENE node; what is decided on is the node that waits.
        await Assertions.Expect(page.Locator("li.chosen")).ToHaveAttributeAsync("data-node", "1");
        await Assertions.Expect(page.Locator("[data-outcome]")).ToHaveCountAsync(5);
        await page.ClickAsync("[data-node='1001'] .node");
        await PaintedAsync(page, painted => painted > 20);
        await Assertions.Expect(page.GetByTestId("slice-label")).ToContainTextAsync("31");
        Assert.Equal(0, await page.Locator("[data-tool=compare], [data-tool=missed], [data-tool=note]").CountAsync());
        if (Environment.GetEnvironmentVariable("EDGENODE_PICTURES") is { } pictures)
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, "adjudicate.png") });

        await page.Keyboard.PressAsync("m");
        await PaintedAsync(page, painted => painted == 0);
        await page.Keyboard.PressAsync("m");
        await page.ClickAsync("[data-node='1001'] [data-outcome=Positive]");
        await Assertions.Expect(page.Locator("[data-node='1001']").GetByTestId("decided")).ToContainTextAsync("adjudicate (Adjudicate): positive");
        await page.ClickAsync("[data-node='1'] .node");
        await page.ClickAsync("[data-node='1'] [data-outcome=NotANode]");
        await Assertions.Expect(page.GetByTestId("waiting")).ToHaveTextAsync("Every node in question is decided.");
        Assert.Equal([(1001, Outcome.Positive), (1, Outcome.NotANode)], Service<Adjudications>().All().Select(made => (made.Number, made.Outcome)));
        Assert.Empty(troubles);

        await page.GotoAsync($"http://127.0.0.1:{Port}/worklist");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing waits.");
    }

    private protected override async Task FillAsync(CenterDatabase database)
    {
        Made.Report("north", "disputed", "p1");
        Made.Act("north", "disputed", "Verdict", 2, "Agree");
        Made.Act("north", "disputed", "Verdict", 1, "Agree", reader: "a");
        Made.Act("north", "disputed", "Verdict", 1, "Reject", reader: "b");
        Made.Act("north", "disputed", "MissedNode", 1001, label: NodeClass.Positive);
        await Made.CropAsync("north", "disputed", 1001, missed: true, drawn: true);
        Made.Into(database, "north");
    }

    private static Task PaintedAsync(IPage page, Func<int, bool> asked) => Eventually.TrueAsync(
        async () => int.TryParse(await page.GetByTestId("viewer").GetAttributeAsync("data-mask-pixels"), NumberStyles.None, CultureInfo.InvariantCulture, out var painted) && asked(painted),
        "the mask is painted as asked");
}
