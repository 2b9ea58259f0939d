using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Analysis;

/// <summary>
/// The chosen series with its grid and the reasons, or why no series of the study can be analysed. Either way it holds what became of every series.
/// </summary>
internal sealed record SeriesSelection(SeriesGrid? Grid, SeriesDecision? Decision, CaseReason? Refusal, IReadOnlyList<RejectedSeries> Rejected);

/// <summary>
/// Looks at every file of a study, and every frame of a multi-frame one, and at the image of every series that forms an axial CT stack; takes the
/// neck that the rules score highest, of equal ones that with more, then with thinner slices. Every series that is not taken keeps its reason.
/// Descriptions are shown, never trusted.
/// </summary>
internal static class SeriesChoice
{
    public const string NoInstances = "NO_INSTANCES";

    public static SeriesSelection Choose(IReadOnlyList<FileRegion> files, AnalysisOptions? options = null, CancellationToken cancel = default)
    {
        var readings = Read(files, cancel);
        if (readings.FirstOrDefault(reading => reading.IsDamaged) is { Refusal: { } damage } damaged)
        {
            // It cannot be told which series the slice is missing from.
            return new(null, null, damage, [new(damaged.SeriesUid, damage.Code, damage.Text)]);
        }

        // A letter or an index beside the images says nothing about any of them.
        var images = readings.Where(reading => reading.Refusal?.Code != ReadReasons.NotDicom).ToList();
        var series = (images.Count > 0 ? images : readings).GroupBy(reading => reading.SeriesUid)
            .Select(one => SeriesCandidate.Judge(one.Key, [.. one], options ?? new(), cancel)).ToList();
        var fit = series
            .Where(candidate => candidate.Refusal is null)
            .OrderByDescending(candidate => candidate.Score)
            .ThenByDescending(candidate => candidate.Images)
            .ThenBy(candidate => candidate.Grid!.Geometry.SpacingMm.Z)
            .ThenBy(candidate => candidate.Uid, StringComparer.Ordinal)
            .ToList();
        List<RejectedSeries> rejected =
        [
            .. series.Where(candidate => candidate.Refusal is not null).Select(candidate => candidate.Rejected(candidate.Refusal!.Code, candidate.Refusal.Text)),
            .. fit.Skip(1).Select(candidate => candidate.BeatenBy(fit[0])),
        ];
        return fit is [var best, ..]
            ? new(best.Grid, new(new(best.Uid, best.Description, best.Why(fit.Count), rejected) { DuplicatesDropped = best.Grid!.DuplicatesDropped }, best.Neck!), null, rejected)
            : new(null, null, Nothing(series), rejected);
    }

    /// <summary>The grid of a series that was chosen before. The instances of a revision do not change, so it is the same grid.</summary>
    public static (SeriesGrid? Grid, CaseReason? Refusal) Reopen(IReadOnlyList<FileRegion> files, string seriesUid, CancellationToken cancel) =>
        SeriesGeometry.WithoutDuplicates([.. Read(files, cancel).Where(reading => reading.SeriesUid == seriesUid).Select(reading => reading.Slice).OfType<CtSlice>()], cancel);

    private static List<ImageReading> Read(IReadOnlyList<FileRegion> files, CancellationToken cancel)
    {
        var images = new IReadOnlyList<ImageReading>[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancel }, n => images[n] = ImageReading.Of(files[n]));
        return [.. images.SelectMany(readings => readings)];
    }

    /// <summary>The reason that helps most: that of the series with the most images, CT before anything else.</summary>
    private static CaseReason Nothing(List<SeriesCandidate> series) =>
        series.OrderBy(candidate => candidate.Refusal!.Code is ImageReading.NotCt or SeriesCandidate.Localizer or ReadReasons.NotDicom)
            .ThenByDescending(candidate => candidate.Images).FirstOrDefault()?.Refusal
        ?? new(NoInstances, "The study holds no image: send the CT again.");
}
