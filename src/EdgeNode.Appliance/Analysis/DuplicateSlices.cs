using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Slices that a series holds twice: the same image under one UID or two is left out once more, two images at one place are not a stack.</summary>
internal static class DuplicateSlices
{
    /// <summary>Positions are decimal strings: written by two systems they differ in the last digits, mm.</summary>
    private const double SamePlaceMm = 0.005;

    /// <summary>The slices without copies, in their order, and how many copies there were; or why it cannot be told which to keep.</summary>
    public static (IReadOnlyList<CtSlice> Kept, int Dropped, CaseReason? Refusal) Remove(IReadOnlyList<CtSlice> series, CancellationToken cancel)
    {
        var kept = new List<CtSlice>();
        foreach (var place in series.GroupBy(Place))
        {
            var slices = place.ToList();
            if (slices.Count > 1 && Compare(slices, cancel) is { } refusal)
            {
                return (series, 0, refusal);
            }

            kept.Add(slices[0]);
        }

        return (kept, series.Count - kept.Count, null);
    }

    private static CaseReason? Compare(List<CtSlice> slices, CancellationToken cancel)
    {
        var images = new short[slices.Count][];
        if (CtSlicePixels.ReadEach(slices, (n, decode) => decode(images[n] = new short[slices[n].Columns * slices[n].Rows]), cancel) is { } undecoded)
        {
            return undecoded;
        }

        return images.Skip(1).All(image => image.AsSpan().SequenceEqual(images[0]))
            ? null
            : new("DUPLICATE_POSITIONS", "Several slices lie at the same position and differ: send one phase and one reconstruction as one series.");
    }

    // All that SeriesGeometry asks of a slice: what differs in any of it is no copy.
    private static (long X, long Y, long Z, long Xx, long Xy, long Yx, long Yy, int Columns, int Rows, double XSpacing, double YSpacing) Place(CtSlice slice) => (
        Cell(slice.Position.X), Cell(slice.Position.Y), Cell(slice.Position.Z),
        Cell(slice.XDirection.X * 10), Cell(slice.XDirection.Y * 10), Cell(slice.YDirection.X * 10), Cell(slice.YDirection.Y * 10),
        slice.Columns, slice.Rows, slice.XSpacing, slice.YSpacing);

    private static long Cell(double mm) => (long)Math.Round(mm / SamePlaceMm);
}
