using EdgeNode.TestData;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>What every screen of the kiosk keeps to, whoever looks at it and in whatever language.</summary>
internal static class ScreenRules
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(RealData.Repository, "kiosk-ui", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>No violation of WCAG A or AA, every visible button at least 48 pixels high and wide, and nothing that runs out of the screen sideways.</summary>
    public static async Task KeptAsync(IPage page, string what)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string>(
            "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.any.map((a) => a.message)).slice(0, 3).join(' | ')).join('\\n')");
        Assert.True(found.Length == 0, $"{what}: {found}");
        var small = await page.EvaluateAsync<string>(
            "() => [...document.querySelectorAll('button')].filter((b) => b.checkVisibility()).map((b) => [b.textContent.trim(), b.getBoundingClientRect()]).filter(([, r]) => r.width < 47.5 || r.height < 47.5).map(([t, r]) => `${t} ${r.width}x${r.height}`).join('\\n')");
        Assert.True(small.Length == 0, $"{what}: buttons too small to touch: {small}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{what}: wider than the screen");
    }
}
