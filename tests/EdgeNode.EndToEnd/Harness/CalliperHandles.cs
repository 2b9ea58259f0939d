using System.Globalization;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Where the long axis of a node has its handles, in CSS pixels of the page: where it lies now, not where the node shown before had them.</summary>
internal sealed record CalliperHandles(float X, float Y, float FarX, float FarY)
{
    /// <summary>Away from the other end, for a finger that draws the axis longer.</summary>
    public (float X, float Y) Beyond(float distance) => (X + (distance * Math.Sign(X - FarX)), Y + (distance * Math.Sign(Y - FarY)));

    /// <param name="page">The kiosk page.</param>
    /// <param name="node">The row of the node; the picture must show this node's callipers.</param>
    public static async Task<CalliperHandles> OfAsync(IPage page, ILocator node)
    {
        var axial = page.Locator("[data-plane=axial]");
        var ends = await Eventually.GetAsync(
            async () => await node.GetAttributeAsync("data-node-id") is { } id && await axial.GetAttributeAsync("data-ends") is { } known && known.StartsWith($"{id}:", StringComparison.Ordinal) ? known : null,
            "the callipers of the chosen node have handles");
        var at = ends[(ends.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',').Select(part => float.Parse(part, CultureInfo.InvariantCulture)).ToList();
        var box = (await axial.BoundingBoxAsync())!;
        return new(box.X + at[0], box.Y + at[1], box.X + at[2], box.Y + at[3]);
    }
}
