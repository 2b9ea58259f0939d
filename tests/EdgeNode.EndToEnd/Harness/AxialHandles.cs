using System.Globalization;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Where the axial picture has its handles, as it says in a <c>data-</c> attribute: x and y of each, in CSS pixels of the picture.</summary>
internal static class AxialHandles
{
    /// <summary>In CSS pixels of the page.</summary>
    /// <param name="page">The kiosk page.</param>
    /// <param name="attribute">Numbers with commas between.</param>
    /// <param name="owner">What stands before the numbers and a colon, once it does; null where nothing does.</param>
    public static async Task<IReadOnlyList<(float X, float Y)>> OfAsync(IPage page, string attribute, Func<Task<string?>>? owner = null)
    {
        var axial = page.Locator("[data-plane=axial]");
        var numbers = await Eventually.GetAsync(
            async () =>
            {
                var start = owner is null ? "" : await owner() is { } id ? $"{id}:" : null;
                return start is not null && await axial.GetAttributeAsync(attribute) is { Length: > 0 } known && known.StartsWith(start, StringComparison.Ordinal) ? known[start.Length..] : null;
            },
            $"the axial picture has handles ({attribute})");
        var at = numbers.Split(',').Select(part => float.Parse(part, CultureInfo.InvariantCulture));
        var box = (await axial.BoundingBoxAsync())!;
        return [.. at.Chunk(2).Select(point => (box.X + point[0], box.Y + point[1]))];
    }
}
