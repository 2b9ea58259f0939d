using System.Globalization;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Where the ellipse of a missed node has its right handle, in CSS pixels of the page.</summary>
internal static class EllipseHandle
{
    public static async Task<(float X, float Y)> OfAsync(IPage page)
    {
        var axial = page.Locator("[data-plane=axial]");
        var known = await Eventually.GetAsync(async () => await axial.GetAttributeAsync("data-ellipse") is { Length: > 0 } at ? at : null, "the ellipse has a handle");
        var at = known.Split(',').Select(part => float.Parse(part, CultureInfo.InvariantCulture)).ToList();
        var box = (await axial.BoundingBoxAsync())!;
        return (box.X + at[0], box.Y + at[1]);
    }
}
