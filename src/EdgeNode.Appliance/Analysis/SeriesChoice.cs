using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Analysis;

/// <summary>The chosen series with its grid and the reasons, or why no series of the study can be analysed.</summary>
internal sealed record SeriesSelection(SeriesGrid? Grid, ChosenSeries? Chosen, CaseReason? Refusal);

/// <summary>
/// Looks at every file of a study, and every frame of a multi-frame one, and takes the axial CT stack that the rules score highest; of equal
/// ones that with more, then with thinner slices. Every series that is not taken keeps its reason. Descriptions are shown, never trusted.
/// </summary>
internal static class SeriesChoice
{
    private const double AxialCosine = 0.8;

    public static SeriesSelection Choose(IReadOnlyList<FileRegion> files, IReadOnlyList<SeriesRule>? rules = null, CancellationToken cancel = default)
    {
        var readings = files.AsParallel().AsOrdered().WithCancellation(cancel).SelectMany(ImageReading.Of).ToList();
        if (readings.FirstOrDefault(reading => reading.IsDamaged) is { } damaged)
        {
            // It cannot be told which series the slice is missing from.
            return new(null, null, damaged.Refusal);
        }

        // A letter or an index beside the images says nothing about any of them.
        var images = readings.Where(reading => reading.Refusal?.Code != ReadReasons.NotDicom).ToList();
        var series = (images.Count > 0 ? images : readings).GroupBy(reading => reading.SeriesUid).Select(Described).ToList();
        var fit = series
            .Where(candidate => candidate.Grid is not null)
            .Select(candidate => candidate with { Score = SeriesScore.Of(candidate.Grid!, rules ?? SeriesRule.Included) })
            .OrderByDescending(candidate => candidate.Score)
            .ThenByDescending(candidate => candidate.Grid!.Slices.Count)
            .ThenBy(candidate => candidate.Grid!.Geometry.SpacingMm.Z)
            .ThenBy(candidate => candidate.Uid, StringComparer.Ordinal)
            .ToList();
        var rejected = series.Where(candidate => candidate.Refusal is not null)
            .Select(candidate => new RejectedSeries(candidate.Uid, candidate.Refusal!.Code, candidate.Refusal.Text) { Description = candidate.Description });
        if (fit.Count == 0)
        {
            return new(null, null, Nothing(series));
        }

        var others = fit.Skip(1).Select(candidate => Beaten(candidate, fit[0]));
        var best = fit[0].Grid!;
        var why = $"Axial CT with {best.Slices.Count} slices every {best.Geometry.SpacingMm.Z:0.##} mm, " + (fit.Count == 1 ? "the only usable series." : $"the best of {fit.Count} usable series (score {fit[0].Score:0.#}).");
        return new(best, new(fit[0].Uid, best.Slices[0].Description, why, [.. rejected, .. others]), null);
    }

    private static RejectedSeries Beaten(Candidate candidate, Candidate best) => candidate.Score < best.Score
        ? new(candidate.Uid, "LOWER_SCORE", $"Another axial CT series suits the rules better (score {best.Score:0.#} against {candidate.Score:0.#}).") { Description = candidate.Description, Score = candidate.Score }
        : new(candidate.Uid, "FEWER_SLICES", "Another axial CT series has more or thinner slices.") { Description = candidate.Description, Score = candidate.Score };

    private static Candidate Described(IGrouping<string, ImageReading> series) =>
        Judge(series) with { Description = series.Select(reading => reading.Slice?.Description).FirstOrDefault(text => text is not null) ?? "" };

    private static Candidate Judge(IGrouping<string, ImageReading> series)
    {
        var slices = series.Select(reading => reading.Slice).OfType<CtSlice>().ToList();
        if (series.FirstOrDefault(reading => reading.Refusal is not null) is { } broken)
        {
            return new(series.Key, null, broken.Refusal);
        }

        if (slices.Any(slice => slice.ImageType.Contains("LOCALIZER")))
        {
            return new(series.Key, null, new("LOCALIZER", "A localizer, not a volume."));
        }

        var (grid, refusal) = SeriesGeometry.Of(slices);
        return grid is not null && Math.Abs(grid.Slices[0].Normal.Z) < AxialCosine
            ? new(series.Key, null, new("NOT_AXIAL", "The slices are not axial: send the axial reconstruction."))
            : new(series.Key, grid, refusal);
    }

    /// <summary>The reason that helps most: that of the series with the most images, CT before anything else.</summary>
    private static CaseReason Nothing(List<Candidate> series) =>
        series.Select(candidate => candidate.Refusal!).OrderBy(refusal => refusal.Code is ImageReading.NotCt or "LOCALIZER" or ReadReasons.NotDicom).FirstOrDefault()
        ?? new("NO_INSTANCES", "The study holds no image: send the CT again.");

    private sealed record Candidate(string Uid, SeriesGrid? Grid, CaseReason? Refusal)
    {
        public string Description { get; init; } = "";

        public double Score { get; init; }
    }
}
