using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>A study as a volume in HU with what the rules need of its headers, or why it is not suitable.</summary>
/// <param name="Chosen">The series and why it was taken; where none was, an empty UID and what became of each.</param>
/// <param name="Stack">How the slices are resampled onto a true grid; null where the volume is one.</param>
internal sealed record Study(Volume<short>? Volume, ScanFacts? Facts, ChosenSeries? Chosen, CaseReason? Refusal, StackedSlices? Stack = null)
{
    public static Study Refused(CaseReason reason, IReadOnlyList<RejectedSeries> rejected) => new(null, null, ChosenSeries.None(reason, rejected), reason);
}

/// <summary>What is known of a scan from its headers and its image. Contrast null: nothing is known.</summary>
public sealed record ScanFacts(double? SliceThicknessMm, bool? Contrast, ImagedNeck Neck);

/// <summary>From the files of a study to its volume: the seam where DICOM becomes imaging.</summary>
internal static class StudyReader
{
    /// <summary>Chooses a series and reads it.</summary>
    public static Study Read(IReadOnlyList<FileRegion> files, AnalysisOptions? options = null, CancellationToken cancel = default)
    {
        var selection = SeriesChoice.Choose(files, options, cancel);
        return selection.Grid is { } grid ? Open(grid, selection.Decision!, cancel) : Study.Refused(selection.Refusal!, selection.Rejected);
    }

    /// <summary>Reads the series that was chosen before.</summary>
    public static Study Read(IReadOnlyList<FileRegion> files, SeriesDecision decision, CancellationToken cancel)
    {
        var (grid, refusal) = SeriesChoice.Reopen(files, decision.Chosen.Uid, cancel);
        return grid is not null ? Open(grid, decision, cancel) : new(null, null, decision.Chosen, refusal);
    }

    private static Study Open(SeriesGrid grid, SeriesDecision decision, CancellationToken cancel)
    {
        var (volume, refusal) = CtVolumeReader.Read(grid, cancel);
        var facts = new ScanFacts(grid.Slices.Max(slice => slice.ThicknessMm), grid.Slices.Any(slice => slice.Contrast), decision.Neck);
        return new(volume, facts, decision.Chosen, refusal, grid.Stack);
    }
}
