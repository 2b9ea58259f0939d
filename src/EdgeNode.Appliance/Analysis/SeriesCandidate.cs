using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>A series of a study: its grid, its neck and its score, or why it cannot be analysed.</summary>
internal sealed record SeriesCandidate(string Uid, string Description, int Images)
{
    public const string Localizer = "LOCALIZER";

    private const double AxialCosine = 0.8;

    public SeriesGrid? Grid { get; private init; }

    public ImagedNeck? Neck { get; private init; }

    public double Score { get; private init; }

    public CaseReason? Refusal { get; private init; }

    public static SeriesCandidate Judge(string uid, IReadOnlyList<ImageReading> readings, AnalysisOptions options, CancellationToken cancel)
    {
        var slices = readings.Select(reading => reading.Slice).OfType<CtSlice>().ToList();
        var candidate = new SeriesCandidate(uid, slices.FirstOrDefault()?.Description ?? "", readings.Count);
        if (readings.FirstOrDefault(reading => reading.Refusal is not null) is { } broken)
        {
            return candidate with { Refusal = broken.Refusal };
        }

        if (slices.Any(slice => slice.ImageType.Contains("LOCALIZER")))
        {
            return candidate with { Refusal = new(Localizer, "A localizer (scout), not a volume: send the slices of the neck.") };
        }

        var (grid, refusal) = SeriesGeometry.WithoutDuplicates(slices, cancel);
        return grid is null ? candidate with { Refusal = refusal }
            : Math.Abs(grid.Slices[0].Normal.Z) < AxialCosine ? candidate with { Refusal = new("NOT_AXIAL", "The slices are not axial: send the axial reconstruction.") }
            : (candidate with { Grid = grid }).Looked(options, cancel);
    }

    public RejectedSeries Rejected(string code, string why, double? score = null) => new(Uid, code, why) { Description = Description, Score = score };

    public RejectedSeries BeatenBy(SeriesCandidate best) =>
        Score < best.Score ? Rejected("LOWER_SCORE", $"Another neck series suits the rules better (score {best.Score:0.#} against {Score:0.#}).", Score)
        : Images < best.Images || Grid!.Geometry.SpacingMm.Z > best.Grid!.Geometry.SpacingMm.Z ? Rejected("FEWER_SLICES", "Another neck series has more or thinner slices.", Score)
        : Rejected("EQUAL_SERIES", "Another series suits equally well and was taken.", Score);

    /// <summary>Why this one of all that could be analysed.</summary>
    public string Why(int usable) =>
        $"Axial CT with {Grid!.Slices.Count} slices every {Grid.Geometry.SpacingMm.Z:0.##} mm and {Neck!.NeckMm:0} mm of neck, "
        + (usable == 1 ? "the only usable series." : $"the best of {usable} usable series (score {Score:0.#}).")
        + (Grid.DuplicatesDropped == 0 ? "" : $" {Grid.DuplicatesDropped} slice(s) that it held twice were left out.");

    private SeriesCandidate Looked(AnalysisOptions options, CancellationToken cancel)
    {
        var (coverage, undecoded) = SeriesPreview.Of(Grid!, options.Coverage, cancel);
        return coverage is null
            ? this with { Refusal = undecoded }
            : this with
            {
                Neck = NeckJudgement.Describe(coverage, options.Coverage),
                Refusal = NeckJudgement.Refusal(coverage, options.Coverage),
                Score = SeriesScore.Of(Grid!, coverage.CoveredMm, options.Series),
            };
    }
}
