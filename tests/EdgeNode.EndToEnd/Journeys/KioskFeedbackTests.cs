using System.Globalization;
using EdgeNode.EndToEnd.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// One physician, one study, every act there is, by touch on the real service: from storescu to the alarm, PIN and badge, verdicts, callipers,
/// a missed node, signs, decision, later result; then the service is killed, and everything is still there.
/// </summary>
public sealed class KioskFeedbackTests(PhantomStudy phantom)
{
    private const string Pin = "483920";
    private const string Badge = "04A7F2B1C9";

    [Fact]
    public async Task Everything_that_a_physician_says_on_the_page_outlives_kill_9_verifies_and_waits_for_the_centre()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("feedback__signOn__idleSeconds", "3600"));
        await box.StartAsync();
        await PeopleAsync(box, $"{Pin}\n", "add", "A1", "--name", "Dr Lin", "--role", "physician");
        await PeopleAsync(box, $"{Pin}\n", "add", "N1", "--name", "Wu", "--role", "ward");
        await PeopleAsync(box, $"{Badge}\n", "set-badge", "A1");
        await using var screen = await KioskScreen.OpenAsync(box);
        var page = screen.Page;
        await box.SendAsync(phantom.Folder);
        await Assertions.Expect(page.GetByTestId("alarm-banner")).ToBeVisibleAsync(new() { Timeout = 240_000 });

        var row = page.GetByTestId("case-row").First;
        await screen.TapAsync("[data-testid=alarm-acknowledge]");
        await screen.SignOnAsync("A1", Pin);
        await Assertions.Expect(row).ToHaveAttributeAsync("data-alarm", "Acknowledged");
        await screen.SeesNoneAsync("alarm-banner");

        await row.TapAsync();
        await JudgeAsync(screen);
        var size = await MeasureAsync(screen);
        await MarkMissedAsync(screen);
        await DecideAsync(screen);

        // The ward's nurse has the badge's owner sign off; the badge alone signs on again, and the act that waited is done.
        await screen.TapAsync("[data-testid=sign-off]");
        await screen.TapAsync("[data-outcome-source=PATHOLOGY]");
        await screen.TapAsync("[data-outcome=METASTASIS]");
        await screen.SeesAsync("sign-on");
        await page.Keyboard.TypeAsync(Badge);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("outcomes").Locator(".said")).ToContainTextAsync("A1: Pathology — metastasis");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-priority", "1");

        await box.KillAsync();
        await screen.SeesAsync("stale-banner");
        await box.StartAsync();
        await screen.SeesNoneAsync("stale-banner");
        await EverythingIsThereAsync(screen, size);

        // The sign-on outlived it too: what is taken back needs no PIN.
        await screen.TapAsync("[data-tab=findings]");
        var rejected = page.GetByTestId("node-row").Nth(1);
        await rejected.Locator(".node").TapAsync();
        await rejected.Locator("[data-withdraw]").TapAsync();
        await Assertions.Expect(rejected.GetByTestId("said")).ToHaveCountAsync(0);

        // acknowledge, three verdicts, calliper, missed node, decision, signs, own priority, outcome, withdrawal
        const int acts = 11;
        var verified = (await Programs.EdgeNodeAsync("audit", "verify", "--config", box.Config)).MustSucceed();
        Assert.Matches($"^The record is whole: {acts + 5} records", verified.Output);
        Assert.Equal(acts, await WaitingAsync(box, "feedback"));
        foreach (var secret in (string[])[Pin, Badge, "Dr Lin"])
        {
            Assert.DoesNotContain(secret, box.Printed, StringComparison.Ordinal);
        }
    }

    private static async Task JudgeAsync(KioskScreen screen)
    {
        var nodes = screen.Page.GetByTestId("node-row");
        await Assertions.Expect(nodes.Nth(2)).ToBeVisibleAsync();
        foreach (var (index, taps, said) in new (int, string[], string)[]
        {
            (0, ["[data-verdict=Agree]"], "A1: Agree"),
            (1, ["[data-verdict=Reject]", "[data-verdict-reason=VESSEL]"], "A1: Reject (vessel)"),
            (2, ["[data-verdict=Reclassify]", "[data-class-reason=MARGIN]", "[data-class]"], "A1: Reclassify"),
        })
        {
            await nodes.Nth(index).Locator(".node").TapAsync();
            foreach (var tap in taps)
            {
                await nodes.Nth(index).Locator(tap).First.TapAsync();
            }

            await Assertions.Expect(nodes.Nth(index).GetByTestId("said")).ToContainTextAsync(said);
        }

        await Assertions.Expect(nodes.Nth(2).GetByTestId("said")).ToContainTextAsync("margin");
    }

    /// <summary>Draws one end of the first node's long axis outwards; the size that is recorded then.</summary>
    private static async Task<string> MeasureAsync(KioskScreen screen)
    {
        var page = screen.Page;
        var node = page.GetByTestId("node-row").First;
        await node.Locator(".node").TapAsync();
        await screen.PaintedAsync(painted => painted > 0, "the mask is painted");
        var handles = await CalliperHandles.OfAsync(page, node);
        await page.Mouse.MoveAsync(handles.X, handles.Y);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in new[] { handles.Beyond(12), handles.Beyond(24) })
        {
            await page.Mouse.MoveAsync(x, y);
        }

        await page.Mouse.UpAsync();
        await Assertions.Expect(node.Locator(".size")).ToContainTextAsync("yours");
        await screen.TapAsync("[data-testid=record-calliper]");
        await Assertions.Expect(node.GetByTestId("said")).ToContainTextAsync("A1 measured");
        return (await node.Locator(".size").TextContentAsync())!;
    }

    private static async Task MarkMissedAsync(KioskScreen screen)
    {
        await screen.TapAsync("[data-tool=missed]");
        var axial = (await screen.Page.Locator("[data-plane=axial]").BoundingBoxAsync())!;
        await screen.Page.Touchscreen.TapAsync(axial.X + (axial.Width / 2), axial.Y + (axial.Height * 0.4f));
        await screen.TapAsync("[data-missed-class=Positive]");
        await Assertions.Expect(screen.Page.Locator("[data-missed-node=\"1001\"]")).ToContainTextAsync("A1: positive");
    }

    private static async Task DecideAsync(KioskScreen screen)
    {
        await screen.TapAsync("[data-tab=decision]");
        await screen.TapAsync("[data-decision=TransferScheduled]");
        await screen.TapAsync("[data-reason=BIOPSY_FIRST]");
        await screen.TapAsync("[data-own-priority=\"2\"]");
        await screen.TapAsync("[data-testid=decide]");
        await Assertions.Expect(screen.Page.GetByTestId("decision")).ToHaveAttributeAsync("data-phase", "Decided");
        await screen.TapAsync("[data-sign=AIRWAY]");
        await screen.TapAsync("[data-sign=FIRM]");
        await screen.TapAsync("[data-testid=record-signs]");
        await screen.SeesAsync("signs-said", "A1: airway at risk, firm");
        await screen.TapAsync("[data-case-priority=\"1\"]");
        await Assertions.Expect(screen.Page.Locator("[data-case-priority=\"1\"]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    private static async Task EverythingIsThereAsync(KioskScreen screen, string size)
    {
        var page = screen.Page;
        await Assertions.Expect(page.GetByTestId("decision")).ToHaveAttributeAsync("data-phase", "Decided");
        await screen.SeesAsync("decision", "Transfer scheduled");
        await screen.SeesAsync("signs-said", "A1: airway at risk, firm");
        await Assertions.Expect(page.Locator("[data-case-priority=\"1\"]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.GetByTestId("outcomes").Locator(".said")).ToContainTextAsync("A1: Pathology — metastasis");
        await screen.TapAsync("[data-tab=findings]");
        await Assertions.Expect(page.Locator("[data-missed-node=\"1001\"]")).ToContainTextAsync("A1: positive");
        await screen.SeesAsync("reviewed", "Clinical red flag");
        foreach (var (index, said) in new[] { (0, "A1: Agree"), (1, "A1: Reject (vessel)"), (2, "A1: Reclassify") })
        {
            await page.GetByTestId("node-row").Nth(index).Locator(".node").TapAsync();
            await Assertions.Expect(page.GetByTestId("node-row").Nth(index).GetByTestId("said")).ToContainTextAsync(said);
        }

        await Assertions.Expect(page.GetByTestId("node-row").First.Locator(".size")).ToHaveTextAsync(size);
        await screen.TapAsync("[data-tab=record]");
        await Assertions.Expect(page.GetByTestId("record").Locator("ul").First.Locator("li")).ToHaveCountAsync(10);
    }

    private static async Task PeopleAsync(ApplianceUnderTest box, string input, params string[] arguments) =>
        (await Tool.RunAsync(Programs.EdgeNode, input, ["people", .. arguments, "--config", box.Config])).MustSucceed();

    private static async Task<int> WaitingAsync(ApplianceUnderTest box, string kind)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(box.Data, "edgenode.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var count = database.CreateCommand();
        count.CommandText = "SELECT count(*) FROM outbox WHERE kind = $kind";
        count.Parameters.AddWithValue("$kind", kind);
        return Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
