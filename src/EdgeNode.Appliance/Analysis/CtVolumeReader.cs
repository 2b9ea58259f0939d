using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Fills the grid of a chosen series with Hounsfield units, slice by slice in parallel.</summary>
internal static class CtVolumeReader
{
    /// <summary>The volume, or the reason of the first slice (in stack order) that cannot be decoded.</summary>
    public static (Volume<short>? Volume, CaseReason? Refusal) Read(SeriesGrid grid, CancellationToken cancel)
    {
        var volume = Volume.Allocate<short>(grid.Geometry);
        var refusals = new CaseReason?[grid.Slices.Count];
        Parallel.For(0, grid.Slices.Count, new ParallelOptions { CancellationToken = cancel }, z =>
            refusals[z] = ReadSlice(grid.Slices[z].File, volume.Slice(z)));
        return refusals.FirstOrDefault(refusal => refusal is not null) is { } first ? (null, first) : (volume, null);
    }

    private static CaseReason? ReadSlice(FileRegion region, Span<short> slice)
    {
        var read = DicomReader.ReadFile(region);
        if (read.File is null)
        {
            return new(read.Reason!, $"A slice cannot be read ({read.Detail}): send the study again.");
        }

        var pixels = StoredValues.From(read.File);
        if (pixels.Values is not { } values)
        {
            return new(pixels.Reason!, $"A slice cannot be decoded ({pixels.Detail}): send it uncompressed.");
        }

        if (values.Description.Count != slice.Length)
        {
            return new(PixelReasons.BadPixelDescription, "A slice holds another number of pixels than its rows and columns say: send the study again.");
        }

        values.ToHounsfield(slice);
        return null;
    }
}
