using System.Buffers;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Frames;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Fills the grid of a chosen series with Hounsfield units, slice by slice in parallel.</summary>
internal static class CtVolumeReader
{
    private const long LargestShared = 16 << 20;

    /// <summary>The volume, or the reason of the first slice (in stack order) that cannot be decoded.</summary>
    public static (Volume<short>? Volume, CaseReason? Refusal) Read(SeriesGrid grid, CancellationToken cancel)
    {
        var volume = Volume.Allocate<short>(grid.Geometry);
        var refusals = new CaseReason?[grid.Slices.Count];
        var options = new ParallelOptions { CancellationToken = cancel };
        var files = Enumerable.Range(0, grid.Slices.Count).GroupBy(z => grid.Slices[z].File).Select(slices => slices.ToArray()).ToList();

        // Either many files of one slice or few files of many frames: parallel over the one, then over the other.
        Parallel.ForEach(files.Where(slices => slices.Length == 1), options, slices => refusals[slices[0]] = ReadFile(grid.Slices[slices[0]], volume.Slice(slices[0])));
        foreach (var frames in files.Where(slices => slices.Length > 1))
        {
            var read = DicomReader.ReadFile(grid.Slices[frames[0]].File);
            Parallel.ForEach(frames, options, z => refusals[z] = ReadSlice(read, grid.Slices[z], volume.Slice(z)));
        }

        return refusals.FirstOrDefault(refusal => refusal is not null) is { } first ? (null, first) : (volume, null);
    }

    /// <summary>Hundreds of files of half a megabyte: their bytes share a few buffers.</summary>
    private static CaseReason? ReadFile(CtSlice slice, Span<short> destination)
    {
        if (slice.File.Length > LargestShared)
        {
            return ReadSlice(DicomReader.ReadFile(slice.File), slice, destination);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)slice.File.Length);
        try
        {
            return ReadSlice(DicomReader.ReadInto(slice.File, buffer), slice, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static CaseReason? ReadSlice(DicomReadResult read, CtSlice slice, Span<short> destination)
    {
        if (read.File is null)
        {
            return new(read.Reason!, $"A slice cannot be read ({read.Detail}): send the study again.");
        }

        var isFrame = FunctionalGroups.Of(read.File.DataSet) is not null;
        var pixels = isFrame ? StoredValues.FromFrame(read.File, slice.Frame) : StoredValues.From(read.File);
        if (pixels.Values is not { } values)
        {
            return PixelRefusal.Of(new(pixels.Reason!, pixels.Detail!));
        }

        if (values.Description.Count != destination.Length)
        {
            return new(PixelReasons.BadPixelDescription, "A slice holds another number of pixels than its rows and columns say: send the study again.");
        }

        values.ToHounsfield(destination);
        return null;
    }
}
