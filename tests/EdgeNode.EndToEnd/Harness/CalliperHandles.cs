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
        var ends = await AxialHandles.OfAsync(page, "data-ends", () => node.GetAttributeAsync("data-node-id"));
        return new(ends[0].X, ends[0].Y, ends[1].X, ends[1].Y);
    }
}
