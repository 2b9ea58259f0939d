using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Adds up what the rules say of a series that could be analysed.</summary>
internal static class SeriesScore
{
    public static double Of(SeriesGrid grid, double neckMm, IReadOnlyList<SeriesRule> rules) => rules.Where(rule => Holds(rule, grid, neckMm)).Sum(rule => rule.Score);

    private static bool Holds(SeriesRule rule, SeriesGrid grid, double neckMm) => Texts(rule.Field, grid) is { } texts
        ? texts.Any(text => rule.OneOf.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
        : Number(rule.Field, grid, neckMm) is { } number && !(number < rule.AtLeast) && !(number > rule.AtMost);

    private static IEnumerable<string>? Texts(string field, SeriesGrid grid) => field switch
    {
        "imageType" => grid.Slices.SelectMany(slice => slice.ImageType),
        "bodyPart" => [grid.Slices[0].BodyPart],
        "kernel" => grid.Slices[0].Kernel,
        _ => null,
    };

    private static double? Number(string field, SeriesGrid grid, double neckMm) => field switch
    {
        "slices" => grid.Slices.Count,
        "lengthMm" => Math.Abs((grid.Slices[^1].Position - grid.Slices[0].Position).Dot(grid.Slices[0].Normal)),
        "neckMm" => neckMm,
        "spacingMm" => grid.Geometry.SpacingMm.Z,
        "thicknessMm" => grid.Slices.Max(slice => slice.ThicknessMm),
        "contrast" => grid.Slices.Any(slice => slice.Contrast) ? 1 : 0,
        _ => null,
    };
}
