using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>A study as a volume in HU with what the rules need of its headers, or why it is not suitable.</summary>
/// <param name="Chosen">The series and why it was taken.</param>
/// <param name="Stack">How the slices are resampled onto a true grid; null where the volume is one.</param>
internal sealed record Study(Volume<short>? Volume, ScanFacts? Facts, ChosenSeries? Chosen, CaseReason? Refusal, StackedSlices? Stack = null);

/// <summary>What headers say of a scan. Contrast null: nothing is known.</summary>
public sealed record ScanFacts(double? SliceThicknessMm, bool? Contrast);

/// <summary>From the files of a study to its volume: the seam where DICOM becomes imaging.</summary>
internal static class StudyReader
{
    public static Study Read(IReadOnlyList<FileRegion> files, IReadOnlyList<SeriesRule>? rules = null, CancellationToken cancel = default)
    {
        var selection = SeriesChoice.Choose(files, rules, cancel);
        if (selection.Grid is not { } grid)
        {
            return new(null, null, null, selection.Refusal);
        }

        var (volume, refusal) = CtVolumeReader.Read(grid, cancel);
        var facts = new ScanFacts(grid.Slices.Max(slice => slice.ThicknessMm), grid.Slices.Any(slice => slice.Contrast));
        return new(volume, facts, selection.Chosen, refusal, grid.Stack);
    }
}
