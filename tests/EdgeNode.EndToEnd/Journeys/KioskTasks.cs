using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>The tasks one after the other, as a physician on call has them.</summary>
internal sealed class KioskTasks(KioskScreen screen, IReadingHand hand, KioskWords words, AnalysedPatient patient)
{
    private bool _checkScreens;

    private IPage Page => screen.Page;

    private ILocator Nodes => Page.GetByTestId("node-row");

    private ILocator Row => Page.Locator($"li[data-case-id=\"{patient.Present}\"]");

    public async Task AllAsync(bool checkScreens)
    {
        _checkScreens = checkScreens;
        await PauseAndAcknowledgeAsync();
        await OpenAsync();
        await LookAsync();
        await JudgeAsync();
        await MeasureAsync();
        await MarkMissedAsync();
        await DecideAsync();
        await TellOutcomeByBadgeAsync();
        await CompareAsync();
        await TakeAwayAsync();
        await ServiceAsync();
        await LeaveAsync();
    }

    private async Task PauseAndAcknowledgeAsync()
    {
        await screen.SeesAsync("alarm-banner");
        await CheckAsync("worklist");
        await hand.PressAsync("[data-testid=sound-pause]");
        await screen.SeesAsync("sign-on");
        await CheckAsync("sign-on");
        await hand.PressAsync("[data-person=A1]");
        await hand.TypePinAsync(AnalysedPatient.Pin);
        await screen.SeesNoneAsync("sign-on");
        await screen.SeesAsync("sound-paused");
        await hand.PressAsync("[data-testid=alarm-acknowledge]");
        await Assertions.Expect(Row).ToHaveAttributeAsync("data-alarm", "Acknowledged");
        await screen.SeesNoneAsync("alarm-banner");
    }

    private async Task OpenAsync()
    {
        await hand.PressAsync($"li[data-case-id=\"{patient.Present}\"] > button");
        await Assertions.Expect(Nodes.Nth(2)).ToBeVisibleAsync();
        await screen.PaintedAsync(painted => painted > 0, "the mask is painted");
        await CheckAsync("viewer");
    }

    private async Task LookAsync()
    {
        var (label, viewer) = (Page.GetByTestId("slice-label"), Page.GetByTestId("viewer"));
        await MovesPictureAsync(() => hand.UseAsync("n", "[data-tool=next]"), "to the next node");
        await MovesPictureAsync(() => hand.UseAsync("p", "[data-tool=previous]"), "to the one before");
        await hand.UseAsync("m", "[data-tool=masks]");
        await screen.PaintedAsync(painted => painted == 0, "masks are hidden at once");
        await hand.UseAsync("m", "[data-tool=masks]");
        await hand.UseAsync("3", "[data-tool=window-3]");
        await Assertions.Expect(viewer).ToContainTextAsync("L 500 W 2500");
        await hand.UseAsync("w", "[data-tool=window]");
        await hand.DrawAsync();
        await Assertions.Expect(viewer).Not.ToContainTextAsync("L 500 W 2500");
        await hand.UseAsync("1", "[data-tool=window-1]");
        foreach (var (key, tool) in new[] { ("g", "pan"), ("s", "scroll") })
        {
            await hand.UseAsync(key, $"[data-tool={tool}]");
            await Assertions.Expect(Page.Locator($"[data-tool={tool}]")).ToHaveAttributeAsync("aria-pressed", "true");
            await MovesPictureAsync(() => hand.DrawAsync(), $"drawing with {tool}");
        }

        await MovesPictureAsync(() => hand.EnlargeAsync(), "enlarging");
        await MovesPictureAsync(() => hand.UseAsync("0", "[data-tool=reset]"), "all of it again");
        await hand.UseAsync("o", "[data-tool=outline]");
        await Assertions.Expect(Page.Locator("[data-tool=outline]")).ToHaveAttributeAsync("aria-pressed", "false");
        await hand.UseAsync("o", "[data-tool=outline]");
        await hand.UseAsync("l", "[data-tool=large]");
        await Assertions.Expect(Page.Locator("[data-plane=coronal]")).ToBeHiddenAsync();
        await hand.UseAsync("l", "[data-tool=large]");
        await hand.UseAsync("c", "[data-tool=cine]");
        await ChangesAsync(label, "textContent", () => Task.CompletedTask, "cine runs");
        await hand.UseAsync("c", "[data-tool=cine]");
    }

    private async Task JudgeAsync()
    {
        foreach (var (index, presses, said) in new (int, string[], string)[]
        {
            (0, ["[data-verdict=Agree]"], words.Agreed),
            (1, ["[data-verdict=Reject]", "[data-verdict-reason=VESSEL]"], words.Rejected),
            (2, ["[data-verdict=Reclassify]", "[data-class-reason=MARGIN]", "[data-class]"], words.Reclassified),
        })
        {
            var node = $"[data-node-id=\"{await Nodes.Nth(index).GetAttributeAsync("data-node-id")}\"]";
            await hand.PressAsync($"{node} .node");
            foreach (var press in presses)
            {
                await hand.PressAsync($"{node} {press}");
                await CheckAsync($"after {press}");
            }

            await Assertions.Expect(Nodes.Nth(index).GetByTestId("said")).ToContainTextAsync(said);
        }

        // A mistake is taken back and made good.
        var first = $"[data-node-id=\"{await Nodes.First.GetAttributeAsync("data-node-id")}\"]";
        await hand.PressAsync($"{first} .node");
        await hand.PressAsync($"{first} [data-withdraw]");
        await Assertions.Expect(Nodes.First.GetByTestId("said")).ToHaveCountAsync(0);
        await hand.PressAsync($"{first} [data-verdict=Agree]");
        await Assertions.Expect(Nodes.First.GetByTestId("said")).ToContainTextAsync(words.Agreed);
    }

    private async Task MeasureAsync()
    {
        var node = $"[data-node-id=\"{await Nodes.First.GetAttributeAsync("data-node-id")}\"]";
        await hand.PressAsync($"{node} .node");
        var before = await Nodes.First.Locator(".size").TextContentAsync();
        await hand.StretchCallipersAsync();
        await Assertions.Expect(Nodes.First.Locator(".size")).Not.ToHaveTextAsync(before!);
        await CheckAsync("callipers");
        await hand.PressAsync("[data-testid=record-calliper]");
        await Assertions.Expect(Nodes.First.GetByTestId("said")).ToContainTextAsync(words.Measured);
    }

    private async Task MarkMissedAsync()
    {
        await hand.DrawMissedAsync();
        var size = Page.GetByTestId("missed").Locator("p").First;
        await Assertions.Expect(size).Not.ToContainTextAsync("12.0 × 12.0");
        await CheckAsync("missed node");
        await hand.PressAsync("[data-missed-class=Positive]");
        await Assertions.Expect(Page.Locator("[data-missed-node=\"1001\"]")).ToContainTextAsync(words.Missed);
    }

    private async Task DecideAsync()
    {
        await hand.UseAsync("d", "[data-tab=decision]");
        await screen.SeesAsync("decision");
        foreach (var press in new[] { "[data-decision=TransferScheduled]", "[data-reason=BIOPSY_FIRST]", "[data-own-priority=\"2\"]", "[data-testid=decide]" })
        {
            await hand.PressAsync(press);
        }

        await Assertions.Expect(Page.GetByTestId("decision")).ToHaveAttributeAsync("data-phase", "Decided");
        await screen.SeesAsync("decision", words.Decision);
        foreach (var press in new[] { "[data-sign=AIRWAY]", "[data-sign=FIRM]", "[data-testid=record-signs]" })
        {
            await hand.PressAsync(press);
        }

        await screen.SeesAsync("signs-said", words.Signs);
        await hand.PressAsync("[data-case-priority=\"1\"]");
        await Assertions.Expect(Page.Locator("[data-case-priority=\"1\"]")).ToHaveAttributeAsync("aria-pressed", "true");
        await CheckAsync("decision");
    }

    /// <summary>Who signed on has gone; the act that was tapped waits for a badge, which types like a keyboard wherever it is held.</summary>
    private async Task TellOutcomeByBadgeAsync()
    {
        await hand.PressAsync("[data-testid=sign-off]");
        await hand.PressAsync("[data-outcome-source=PATHOLOGY]");
        await CheckAsync("outcome");
        await hand.PressAsync("[data-outcome=METASTASIS]");
        await screen.SeesAsync("sign-on");
        await Page.Keyboard.TypeAsync(AnalysedPatient.Badge);
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.GetByTestId("outcomes").Locator(".said")).ToContainTextAsync(words.Outcome);
        await hand.UseAsync("r", "[data-tab=record]");
        await Assertions.Expect(Page.GetByTestId("record").Locator("ul").First.Locator("li")).Not.ToHaveCountAsync(0);
        await CheckAsync("record");
        await hand.UseAsync("f", "[data-tab=findings]");
    }

    private async Task CompareAsync()
    {
        foreach (var (prior, said) in new[] { ($"{patient.Present}/1", words.Superseded), ($"{patient.Earlier}/1", words.EarlierStudy) })
        {
            await hand.UseAsync("v", "[data-tool=compare]");
            await CheckAsync("earlier results");
            await hand.PressAsync($"[data-prior=\"{prior}\"]");
            await screen.SeesAsync("prior", words.NotPresent);
            await screen.SeesAsync("prior", said);
            await Eventually.TrueAsync(async () => await Page.GetByTestId("prior").GetAttributeAsync("data-slice") is { Length: > 0 }, "the earlier slice is there");
            await CheckAsync("comparison");
            await ChangesAsync(Page.GetByTestId("prior"), "dataset.slice", () => hand.MoveEarlierAsync(), "the earlier picture moves alone");
            await hand.UseAsync("v", "[data-tool=compare]");
            await screen.SeesNoneAsync("prior");
        }
    }

    private async Task TakeAwayAsync()
    {
        var download = Page.WaitForDownloadAsync();
        await hand.UseAsync("i", "[data-tool=key-image]");
        Assert.Matches("^edgenode-key-image-[0-9]+\\.png$", (await download).SuggestedFilename);
        await hand.UseAsync("t", "[data-tool=note]");
        await screen.SeesAsync("note", words.Decision);
        await CheckAsync("transfer note");
        await hand.UseAsync("Escape", "[data-testid=note-close]");
        await screen.SeesNoneAsync("note");
    }

    private async Task ServiceAsync()
    {
        await hand.PressAsync("[data-testid=service-button]");
        await hand.PressAsync("[data-check=echo]");
        await screen.SeesAsync("check-echo", words.Echo);
        await CheckAsync("service");
        await hand.UseAsync("Escape", "[data-testid=service-close]");
        await Assertions.Expect(Page.GetByTestId("service")).ToBeHiddenAsync();
    }

    private async Task LeaveAsync()
    {
        await hand.UseAsync("Escape", "[data-testid=back]");
        await Assertions.Expect(Page.GetByTestId("viewer")).ToBeHiddenAsync();
        var language = await Page.Locator("html").GetAttributeAsync("lang");
        await hand.PressAsync("[data-testid=language]");
        await Assertions.Expect(Page.Locator("html")).Not.ToHaveAttributeAsync("lang", language!);
    }

    private Task MovesPictureAsync(Func<Task> step, string what) => ChangesAsync(Page.Locator("[data-plane=axial]"), "dataset.view", step, what);

    private static async Task ChangesAsync(ILocator of, string what, Func<Task> step, string told)
    {
        var before = await ReadAsync();
        await step();
        await Eventually.TrueAsync(async () => await ReadAsync() != before, told);

        Task<string> ReadAsync() => of.EvaluateAsync<string>(what == "textContent" ? "(element) => element.textContent" : $"(element) => element.{what}");
    }

    private Task CheckAsync(string what) => _checkScreens ? ScreenRules.KeptAsync(Page, what) : Task.CompletedTask;
}
