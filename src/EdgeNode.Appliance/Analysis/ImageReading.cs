using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Appliance.Analysis;

/// <summary>One image of a study, a file or a frame of one: a CT slice, or why it is none.</summary>
internal sealed record ImageReading(string SeriesUid, CtSlice? Slice, CaseReason? Refusal)
{
    public const string NotCt = "NOT_CT";

    /// <summary>DICOM once, but cut off or broken.</summary>
    public bool IsDamaged => Refusal?.Code is ReadReasons.Truncated or ReadReasons.Malformed or ReadReasons.NestedTooDeep or ReadReasons.TooManyElements;

    /// <summary>The images of a file; one that holds the reason where there is none.</summary>
    public static IReadOnlyList<ImageReading> Of(FileRegion region)
    {
        var read = DicomReader.ReadFile(region, ReadScope.Header);
        if (read.File is not { } file)
        {
            var advice = read.Reason == ReadReasons.NotDicom ? "send or name DICOM files." : "send the study again.";
            return [new("", null, new(read.Reason!, $"A file cannot be read as DICOM ({read.Detail!.TrimEnd('.')}): {advice}"))];
        }

        var series = file.DataSet.GetString(Tags.SeriesInstanceUID) ?? "";
        if (RefusalOf(file) is { } refusal)
        {
            return [new(series, null, refusal)];
        }

        if (FunctionalGroups.Of(file.DataSet) is not { } groups)
        {
            return [Reading(series, CtSlice.From(file, region))];
        }

        // One item short and it cannot be told which frame lies where.
        var frames = file.DataSet.GetInt(Tags.NumberOfFrames) ?? 1;
        return groups.Frames == frames
            ? [.. Enumerable.Range(0, frames).Select(frame => Reading(series, CtSlice.From(file, region, groups.Attributes(frame), frame)))]
            : [Reading(series, null)];
    }

    private static CaseReason? RefusalOf(DicomFile file)
    {
        var data = file.DataSet;
        var isEnhanced = file.SopClassUid is SopClasses.EnhancedCtImageStorage or SopClasses.LegacyConvertedEnhancedCtImageStorage;
        if (!(isEnhanced || file.SopClassUid == SopClasses.CtImageStorage) || data.GetString(Tags.Modality) is not ("CT" or null))
        {
            return new(NotCt, "Not CT images: send the CT series of the study.");
        }

        if (StoredValues.RefusalByHeader(file) is { } problem)
        {
            return PixelRefusal.Of(problem);
        }

        // Perfusion and other maps are Enhanced CT too, in units of their own (PS3.3 C.8.15.3.10).
        var type = isEnhanced ? FunctionalGroups.Of(data)?.Attributes(0).RescaleType : ModalityLut.Of(data, data.GetInt(Tags.PixelRepresentation) == 1)?.Type;
        return file.SopClassUid != SopClasses.LegacyConvertedEnhancedCtImageStorage && type is not (null or "HU")
            ? new("NOT_HU", "The values are not Hounsfield units: send the CT series that the map was made from.")
            : null;
    }

    private static ImageReading Reading(string series, CtSlice? slice) => slice is not null
        ? new(series, slice, null)
        : new(series, null, new("MISSING_GEOMETRY", "Position, orientation or pixel spacing is missing or no number: the exporting system has stripped it; send the original images."));
}
